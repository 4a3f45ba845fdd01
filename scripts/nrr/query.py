"""`nrr query`: one SQL statement, answered read-only."""

from typing import Any

import duckdb

from nrr.errors import WrongUse
from nrr.output import console, plain, print_rows, print_table

SHOWN_ROWS = 1000


def query(connection: duckdb.DuckDBPyConnection, sql: str, format: str) -> None:
    """Print the answer; WrongUse (2) with DuckDB's own words where there is none."""
    try:
        result = connection.execute(sql)
        headers = [column[0] for column in result.description or []]
        if format != "table":
            print_rows(headers, result.fetchall(), format)
            return
        rows = result.fetchmany(SHOWN_ROWS + 1)
    except duckdb.Error as error:
        raise WrongUse(_words(error)) from None
    _show(headers, result.description or [], rows[:SHOWN_ROWS])
    if len(rows) > SHOWN_ROWS:
        console().print(
            f"The first {SHOWN_ROWS:,} rows; `--format csv` gives all.", style="dim"
        )


def _show(
    headers: list[str], description: list[Any], rows: list[tuple[Any, ...]]
) -> None:
    numeric = [_is_number(column[1]) for column in description]
    cells = [[plain(value) for value in row] for row in rows]
    print_table(headers, cells, [not right for right in numeric])


def _is_number(kind: object) -> bool:
    name = str(kind)
    return name.startswith("DECIMAL") or name in (
        *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
        *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
        *("FLOAT", "DOUBLE", "NUMBER"),
    )


def _words(error: duckdb.Error) -> str:
    """DuckDB's message, with the reason where it refused to write or reach out."""
    message = str(error).strip()
    if "read-only" in message or "disabled by configuration" in message:
        first = message.splitlines()[0]
        return f"nrr query only reads what is published ({first})."
    return message
