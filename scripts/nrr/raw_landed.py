"""What is looked at in a table once it is landed."""

from datetime import date
from pathlib import Path

import duckdb

from nrr.errors import Refused
from nrr.raw_records import LONGEST_FIELD
from nrr.raw_tables import Source, file_literal

# What staging reads as a timestamp (raw_patterns in macros/parse.sql).
TIMESTAMP = (
    "[0-9]{4}(-[0-9]{2}-|/[0-9]{2}/)[0-9]{2}"
    "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
    "( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?)?"
)


def check_texts(con: duckdb.DuckDBPyConnection, source: Source, target: Path) -> None:
    """Refuse NUL bytes and overlong texts of a Parquet file, once landed."""
    wrong = " or ".join(
        f"contains({column}, $nul) or strlen({column}) > {LONGEST_FIELD}"
        for column in source.texts
    )
    row = con.execute(
        f"select row_number, {', '.join(source.texts)}"
        f" from read_parquet({file_literal(target)})"
        f" where source_file = $name and ({wrong}) order by row_number limit 1",
        {"nul": "\0", "name": source.file.name},
    ).fetchone()
    if row is None:
        return
    where = f"{source.file.name}: row {row[0] - source.first + 1}"
    for column, value in zip(source.texts, row[1:], strict=True):
        if value and "\0" in value:
            raise Refused(f"{where} holds a NUL byte in {column}: delete it.")
        if value and len(value.encode()) > LONGEST_FIELD:
            raise Refused(
                f"{where} holds over {LONGEST_FIELD:,} bytes in {column}: shorten it,"
                " or delete the row."
            )


def latest_recorded_at(con: duckdb.DuckDBPyConnection, target: Path) -> date | None:
    """The (UTC) day of the greatest recorded_at that staging can read."""
    return con.execute(
        "select cast(max(try_cast(replace(text, '/', '-') as timestamptz)) as date)"
        f" from (select trim(recorded_at) as text from read_parquet({file_literal(target)}))"
        " where regexp_full_match(text, $pattern) and text >= '1900'",
        {"pattern": TIMESTAMP},
    ).fetchone()[0]
