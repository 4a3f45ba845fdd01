"""What the marts hold, as one hash that no physical accident can change."""

import hashlib
from pathlib import Path

import duckdb

SCHEMA = "marts"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def open_quietly(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, which spills (O10) into `spill` and loads no plugin."""
    connection = duckdb.connect()
    if spill:
        connection.execute(f"set temp_directory = {literal(str(spill))}")
    connection.execute("set autoinstall_known_extensions = false")
    return connection


def marts(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """The names of the tables of schema marts in an attached database, sorted."""
    rows = connection.execute(
        "select table_name from information_schema.tables"
        " where table_catalog = ? and table_schema = ? order by table_name",
        [database, SCHEMA],
    ).fetchall()
    return [name for (name,) in rows]


def content_hash(connection: duckdb.DuckDBPyConnection, database: str) -> str:
    """The hash (64 hexadecimal digits) of every row of every mart.

    Neither row order, nor column order, nor the file's layout changes it. Rows
    are summed as whole numbers, so the sum is exact; ratios count to 10 digits
    and 9 decimals, because a parallel sum of doubles may differ in its last.
    """
    digest = hashlib.sha256()
    for table in marts(connection, database):
        columns = connection.execute(
            "select column_name, data_type from information_schema.columns"
            " where table_catalog = ? and table_schema = ? and table_name = ?"
            " order by column_name",
            [database, SCHEMA, table],
        ).fetchall()
        row = " || '|' || ".join(_text(name, kind) for name, kind in columns)
        source = f"{quoted(database)}.{SCHEMA}.{quoted(table)}"
        sums = connection.execute(
            f"with texts as (select {row} as text from {source})"
            " select count(*), sum(md5_number_lower(text)),"
            " sum(md5_number_upper(text)) from texts"
        ).fetchone()
        names = [name for name, _ in columns]
        digest.update(repr((table, names, sums)).encode())
    return digest.hexdigest()


def _text(name: str, kind: str) -> str:
    """A column as text from which its value can be told, null included."""
    column = quoted(name)
    if kind == "VARCHAR":
        text = f"length({column}) || ':' || {column}"
    elif kind in ("DOUBLE", "FLOAT"):
        text = f"printf('%.10g', round({column}, 9) + 0.0)"
    else:
        text = f"cast({column} as varchar)"
    return f"coalesce({text}, '-')"
