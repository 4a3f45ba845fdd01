"""What became of the MRR of month A by month B, for any two months and any cut.

Computed from the sparse ledger, in one pass each over marts.fct_mrr_movements
(by product family, marts.fct_mrr_movement_drivers) and the fulfilments of
reserved expansions; equal to marts.fct_nrr_monthly wherever B - A is one of its
windows.
"""

from datetime import date, datetime
from typing import Any

import duckdb

from nrr.between_sql import BY_ACCOUNT, BY_FAMILY, COHORT, DIMENSIONS, MEASURES
from nrr.errors import WrongUse


def between(
    connection: duckdb.DuckDBPyConnection,
    opening: date,
    closing: date,
    dimension: str = "all",
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and one row per value of the dimension, amounts in MRR.

    Raises WrongUse for months the calendar lacks or an unknown dimension.
    """
    if dimension not in DIMENSIONS:
        names = ", ".join(DIMENSIONS)
        raise WrongUse(f"--by {dimension}: there is no such dimension; one of {names}.")
    _check_months(connection, opening, closing)
    value, order = DIMENSIONS[dimension]
    valued = BY_ACCOUNT.format(value=value) if value else BY_FAMILY
    query = COHORT + valued + MEASURES.format(order=order)
    result = connection.execute(query, {"a": opening, "b": closing})
    return [column[0] for column in result.description], result.fetchall()


def parse_month(text: str) -> date:
    """The first day of a month written YYYY-MM (a day behind it is refused)."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise WrongUse(f"{text}: write a month as YYYY-MM, such as 2026-03.") from None


def _check_months(
    connection: duckdb.DuckDBPyConnection, opening: date, closing: date
) -> None:
    first, last = connection.execute(
        "select min(month), max(month) from marts.dim_months"
    ).fetchone()
    for month in (opening, closing):
        if first is None or not first <= month <= last:
            span = f"{first:%Y-%m} to {last:%Y-%m}" if first else "no month at all"
            raise WrongUse(f"{month:%Y-%m} is not in the data, which holds {span}.")
    if not opening < closing:
        raise WrongUse(
            f"{opening:%Y-%m} is not before {closing:%Y-%m}: name the earlier month"
            " first."
        )
