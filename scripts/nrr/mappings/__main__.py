"""python -m nrr.mappings MAPPING SOURCE OUT: a foreign folder as raw files."""

import sys
from pathlib import Path

import duckdb

from nrr.mappings import mappings, write_raw


def main(words: list[str]) -> int:
    """Write the files and say how many rows; the exit code."""
    if len(words) != 3 or words[0] not in mappings():
        print(__doc__, f"MAPPING: {', '.join(mappings())}", sep="\n", file=sys.stderr)
        return 2
    try:
        counts = write_raw(words[0], Path(words[1]), Path(words[2]))
    except duckdb.Error as error:
        print(error, file=sys.stderr)
        return 2
    for table, rows in counts.items():
        print(f"{table}: {rows:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
