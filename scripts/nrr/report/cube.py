"""Any month A, any month B, any cut, in a few hundred kilobytes.

The page has to answer what `nrr between` answers, without a database. Its size
follows from months and dimension values, never from the number of accounts.
"""

from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).parent
SQL = "\n".join(
    (HERE / name).read_text(encoding="utf-8")
    for name in ("cube_rows.sql", "cube_sums.sql")
)

# Of one dimension; the largest are kept.
MOST_VALUES = 30
# About 10 bytes each once compressed: 60,000 are 0.6 MB of the page's 3.
MOST_ROWS = 60_000

VALUES = """
select sum(least(values, $most)) from (
    select unnest([
        1,
        count(distinct size_segment), count(distinct industry),
        count(distinct region), count(distinct acquisition_year), 2,
        (select count(*) from marts.dim_arr_bands),
        (select count(distinct product_family) from marts.dim_products)
    ]) as values
    from marts.dim_accounts
)
"""

COUNTS = ("b", "a", "opening_accounts", "lost_accounts")
AMOUNTS = ("opening", "expansion", "reserved", "contraction", "churned")


def cube(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """{first: index of the first month that can be chosen, dimensions: {name:
    {values, left_out, columns}}}; amounts in ten-thousandths, exact, as text.

    A column is a text of numbers, one a row; the value's index leads. What a row
    is stands in cube_rows.sql.
    """
    first = _first_month(connection)
    found = connection.execute(SQL, {"first": first, "most": MOST_VALUES})
    rows = found.fetchall()
    names = [column[0] for column in found.description]
    dimensions: dict[str, Any] = {}
    for row in rows:
        record = dict(zip(names, row, strict=True))
        dimension = dimensions.setdefault(
            record["dimension"],
            {"values": [], "left_out": record["left_out"], "columns": {}},
        )
        _add(dimension, record)
    for dimension in dimensions.values():
        columns = dimension["columns"]
        dimension["columns"] = {name: ",".join(columns[name]) for name in columns}
    return {"first": first, "dimensions": dimensions}


def _first_month(connection: duckdb.DuckDBPyConnection) -> int:
    """Index of the first of the last months whose pairs fit MOST_ROWS."""
    (values,) = connection.execute(VALUES, {"most": MOST_VALUES}).fetchone()
    (months,) = connection.execute("select count(*) from marts.dim_months").fetchone()
    shown = months
    while shown > 2 and values * shown * (shown + 1) // 2 > MOST_ROWS:
        shown -= 1
    return months - shown


def _add(dimension: dict[str, Any], record: dict[str, Any]) -> None:
    values, columns = dimension["values"], dimension["columns"]
    if record["dimension_value"] not in values[-1:]:
        values.append(record["dimension_value"])
    columns.setdefault("value", []).append(str(len(values) - 1))
    for name in COUNTS:
        columns.setdefault(name, []).append(str(record[name] or ""))
    for name in AMOUNTS:
        scaled = int(record[name].scaleb(4))
        columns.setdefault(name, []).append(str(scaled or ""))
