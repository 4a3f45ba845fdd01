"""What the page shows, read from the published marts alone.

One file of queries/ is one table of the page: its answer stands in the data under
the name of the folder and the file.
"""

from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import duckdb

QUERIES = Path(__file__).parent / "queries"


def tables(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """{section: {query: {columns, rows}}}; null where this version lacks a mart."""
    answers: dict[str, dict[str, Any]] = {}
    for path in sorted(QUERIES.rglob("*.sql")):
        section = answers.setdefault(path.parent.name, {})
        section[path.stem] = _answer(connection, path.read_text(encoding="utf-8"))
    return answers


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any] | None:
    try:
        result = connection.execute(sql)
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    names = [column[0] for column in result.description]
    rows = [[_plain(value) for value in row] for row in result.fetchall()]
    return {"columns": names, "rows": rows}


def _plain(value: Any) -> Any:
    """As JSON has it; money as a number, good for charts and rounded tables.

    JSON has no infinity, and a ratio that has no value is no number.
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
