"""The hand-written expectations, read with their types."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from reference import GRAIN
from reference.compare import Rows, assert_same, by_key
from reference.published import read_csv

FOLDER = Path(__file__).parent

# Each trap: what is right, where other projects go wrong.
TRAPS = {
    "trap01": "an ended item does not hide its successor: expansion, no churn",
    "trap02": "an open end is live to the last reported month",
    "trap03": "an end far ahead is no churn after the last reported month",
    "trap04": "January 15 to March 15 counts in January and February",
    "trap05": "an item within one month makes no movement",
    "trap06": "an old account is new in its own month, not in a hard-coded one",
    "trap07": "two live items are one state",
    "trap08": "100, 0, 0, 100 is churn and reactivation",
    "trap09": "invoices make no movements, items do",
    "trap10": "an annual price is spread over its months",
    "trap11": "a change of price does not count both prices in one month",
    "trap12": "a swap of products is expansion and NRR 120 %, not churn and new",
    "trap13": "monthly to yearly at the same value is no movement",
    "trap14": "a trial carries no MRR until it ends",
    "trap15": "a change of currency at the same value is no churn",
    "trap16": "a change of exchange rates is an FX effect, not a contraction",
    "trap17": "10 seats at 100 to 15 at 90: seats +500, price -150",
    "trap18": "a flat fee that rises is all price",
    "trap19": "seats from unknown to 5: the drivers add up",
    "trap20": "1,000 + 100 - 20 - 30 is 105 %",
    "trap21": "new, churn and return add up to what is there",
    "trap24": "gross retention is per account, not on totals",
    "trap25": "a segment with nothing at the opening has no rate, not 0 %",
    "trap27": "a deletion ends an item in its month, and keeps the past",
    "trap28": "10 a week is 43.3333 a month",
    "trap29": "2,400 for two years is 100 a month",
    "trap30": "an item billed each 7 days counts",
    "trap31": "two items that start in one month are new 120",
    "trap33": "a cancellation ahead leaves today's MRR alone",
    "trap37": "an end on the day after the as-of month is no churn",
    "trap38": "the same row delivered twice counts once",
    "trap39": "a correction dated back restates its months",
    "trap42": "0.40 after whole numbers stays 0.40",
    "trap43": "columns in another order are read by name",
    "trap44": "segments of the opening cohort add up to all",
}

DATES = ("month", "first_mrr_month")
WHOLE = ("_seats", "seats_change", "_accounts", "_rows", "window_months", "_year")
RATIOS = ("_retention", "_ratio", "difference_from_headline")
MONEY = ("_mrr", "mrr", "arr", "_arr", "mrr_change")


def typed(column: str, text: str | None) -> Any:
    """The value of one cell; blank is null."""
    parsers: list[tuple[tuple[str, ...], Callable[[str], Any]]] = [
        (DATES, date.fromisoformat),
        (WHOLE, int),
        (RATIOS, float),
        (MONEY, Decimal),
        (("is_active",), lambda word: word == "true"),
    ]
    if text is None:
        return None
    fitting = (parse for endings, parse in parsers if column.endswith(endings))
    return next(fitting, str)(text)


def expectations(company: str, name: str) -> Rows:
    """The rows of golden/<company>/expected_<name>.csv."""
    return [
        {column: typed(column, text) for column, text in row.items()}
        for row in read_csv(FOLDER / company / f"expected_{name}.csv")
    ]


def without(rows: Rows, *columns: str) -> Rows:
    """Rows with some of their columns left out."""
    return [{k: v for k, v in row.items() if k not in columns} for row in rows]


def assert_contains(mart: str, expected: Rows, actual: Rows, grain: list[str]) -> None:
    """Fail where an expected row is missing or differs; other rows are free."""
    wanted = by_key(expected, grain)
    found = by_key(actual, grain)
    present = [row for key, row in found.items() if key in wanted]
    assert_same(mart, expected, present, grain)


def assert_rows(mart: str, expected: Rows, actual: Rows) -> None:
    """The same for a mart whose grain is known."""
    assert_contains(mart, expected, actual, GRAIN[mart])
