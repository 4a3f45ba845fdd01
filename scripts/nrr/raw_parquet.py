"""A Parquet file, typed or text, as text."""

import duckdb

from nrr.errors import Refused
from nrr.raw_bytes import EMPTY, check_parquet_bytes
from nrr.raw_files import RawFile
from nrr.raw_headers import check_header
from nrr.raw_tables import Source, file_literal, unreadable

# Types whose text in DuckDB is exact and plain: dates and timestamps ISO,
# decimals without exponent, booleans true and false.
PLAIN_TYPES = {
    "VARCHAR",
    "JSON",
    "UUID",
    "BOOLEAN",
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "DECIMAL",
    "DATE",
    "TIME",
    "TIMESTAMP",
    "TIMESTAMP_NS",
    '"NULL"',
}


def parquet_source(con: duckdb.DuckDBPyConnection, file: RawFile, first: int) -> Source:
    """A Parquet file, its rows numbered from `first`; one of no bytes is empty.

    Raises Refused for what is no Parquet, for what its header lacks, and for a
    column of the contract whose type has no exact text (lists, intervals).
    """
    sha256 = check_parquet_bytes(file)
    if sha256 == EMPTY:
        return Source(file, sha256, first)
    relation = f"read_parquet({file_literal(file.path)}, hive_partitioning = false)"
    try:
        described = con.execute(f"describe from {relation}").fetchall()
        schema = con.execute(
            f"select name, num_children from parquet_schema({file_literal(file.path)})"
        ).fetchall()
        rows = con.execute(f"select count(*) from {relation}").fetchone()[0]
    except duckdb.Error as error:
        raise unreadable(file, error) from None
    header = check_header(file, _top_names(schema))
    texts = {}
    for column, place in header.places.items():
        # DuckDB's own names, which are made unique, count in its SQL.
        name, kind = described[place][:2]
        quoted = '"' + name.replace('"', '""') + '"'
        texts[column] = _text(file, column, quoted, kind)
    return Source(
        file=file,
        sha256=sha256,
        first=first,
        rows=rows,
        header=header,
        relation=relation,
        texts=texts,
        row_number=_row_number(file, described, first),
    )


def _top_names(schema: list[tuple[str, int | None]]) -> list[str]:
    """The column names of a Parquet schema, without what is nested in them."""
    names, nested = [], 0
    for name, children in schema[1:]:
        if nested:
            nested -= 1
        else:
            names.append(name)
        nested += children or 0
    return names


def _text(file: RawFile, column: str, quoted: str, kind: str) -> str:
    """SQL of the text of one column."""
    if kind.split("(")[0] in PLAIN_TYPES:
        return f"cast({quoted} as varchar)"
    if kind in ("FLOAT", "DOUBLE"):
        return f"plain_number(cast({quoted} as varchar))"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"cast({quoted} at time zone 'UTC' as varchar)"
    if kind == "BLOB":
        # Text that its writer did not mark as text.
        return f"decode({quoted})"
    raise Refused(
        f"{file.name}: the column {column} is of type {kind}, which has no plain text:"
        " store it as text."
    )


def _row_number(file: RawFile, described: list[tuple], first: int) -> str:
    """SQL of the row number: DuckDB offers the place in the file as a column."""
    if any(row[0].lower() == "file_row_number" for row in described):
        raise Refused(
            f"{file.name}: no column may be named file_row_number: rename it."
        )
    return f"file_row_number + {first}"
