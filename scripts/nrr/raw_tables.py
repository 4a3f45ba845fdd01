"""The landed tables: all-text Parquet, written with DuckDB."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from nrr.content import literal
from nrr.contract import columns
from nrr.errors import NrrError, Refused
from nrr.raw_files import RawFile
from nrr.raw_headers import Header

# A number as DuckDB writes it (1.25e-07) without the exponent. It uses one
# from 1e16 on, where no digit is left behind the point.
PLAIN_NUMBER = """
create temp macro plain_number(number) as case
    when not contains(number, 'e') then number
    else if(starts_with(number, '-'), '-', '') || if(
        contains(number, 'e-'),
        '0.' || repeat('0', -cast(split_part(number, 'e', 2) as int) - 1)
        || replace(replace(split_part(number, 'e', 1), '-', ''), '.', ''),
        rpad(
            replace(replace(split_part(number, 'e', 1), '-', ''), '.', ''),
            cast(split_part(number, 'e', 2) as int) + 1,
            '0'
        )
    )
end
"""


@dataclass(frozen=True)
class Source:
    """One file, ready for DuckDB to read; an empty one has no header."""

    file: RawFile
    sha256: str
    first: int  # the row_number its first row has or would have
    rows: int = 0
    header: Header | None = None
    relation: str = ""  # SQL: where its rows come from
    texts: dict[str, str] = field(default_factory=dict)  # contract column: SQL
    row_number: str = ""  # SQL


@contextmanager
def connection(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in memory, in UTC, without network, spilling into `work`."""
    settings = {
        "temp_directory": str(work),
        "memory_limit": "1GB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=settings) as con:
        con.execute("set timezone = 'UTC'")
        con.execute(PLAIN_NUMBER)
        yield con


def file_literal(path: Path) -> str:
    """A path in SQL that names this one file, whatever stands in its name."""
    one = "".join(f"[{c}]" if c in "[*?" else c for c in str(path.resolve()))
    return literal(one)


def write_table(
    con: duckdb.DuckDBPyConnection,
    table: str,
    sources: list[Source],
    target: Path,
    loaded_at: datetime,
) -> None:
    """The rows of all sources, in their order, as one Parquet file.

    Columns: those of the contract as VARCHAR (empty text is null), then
    source_file VARCHAR, row_number BIGINT (from 1), loaded_at TIMESTAMP (UTC).
    Raises Refused where a Parquet source turns out to be damaged.
    """
    stamp = f"cast({literal(loaded_at.isoformat())} as timestamp) as loaded_at"
    selects = [_select(table, source, stamp) for source in sources if source.rows]
    rows = " union all ".join(selects or [_select(table, None, stamp)])
    try:
        _copy(con, rows, target)
    except duckdb.Error:
        _refuse_damaged(con, sources)
        raise
    expected = sum(source.rows for source in sources)
    written = con.execute(
        "select count(*), coalesce(sum(row_number), 0)"
        f" from read_parquet({file_literal(target)})"
    ).fetchone()
    if written != (expected, expected * (expected + 1) // 2):
        raise NrrError(
            f"{table}: {expected} rows were read but {written[0]} written: please"
            " report it, with the file."
        )


def _copy(con: duckdb.DuckDBPyConnection, rows: str, target: Path) -> None:
    copy = f"copy ({rows}) to {literal(str(target))} (format parquet, compression zstd"
    try:
        con.execute(f"{copy}, row_group_size 30720)")
    except duckdb.OutOfMemoryException:
        # A row group is held in memory: very long texts need the smallest.
        con.execute("set threads = 1")
        con.execute("set memory_limit = '2GB'")
        con.execute(f"{copy}, row_group_size 2048)")


def _refuse_damaged(con: duckdb.DuckDBPyConnection, sources: list[Source]) -> None:
    """Damage inside a Parquet file shows only where its texts are read."""
    for source in sources:
        if source.file.is_parquet and source.rows:
            sizes = ", ".join(f"sum(strlen({text}))" for text in source.texts.values())
            try:
                con.execute(f"select {sizes} from {source.relation}")
            except duckdb.Error as error:
                raise unreadable(source.file, error) from None


def unreadable(file: RawFile, error: duckdb.Error) -> Refused:
    """What to tell of Parquet that DuckDB cannot read."""
    reason = str(error).splitlines()[0].rstrip(".")
    return Refused(
        f"{file.name}: cannot be read as Parquet ({reason}): export it again."
    )


def _select(table: str, source: Source | None, stamp: str) -> str:
    texts = source.texts if source else {}
    fields = [
        f"nullif({texts[column]}, '') as {column}"
        if column in texts
        else f"cast(null as varchar) as {column}"
        for column in columns(table)
    ]
    if source is None:
        tail = "'' as source_file, cast(0 as bigint) as row_number"
        return f"select {', '.join([*fields, tail, stamp])} where false"
    name = f"{literal(source.file.name)} as source_file"
    number = f"cast({source.row_number} as bigint) as row_number"
    return f"select {', '.join([*fields, name, number, stamp])} from {source.relation}"
