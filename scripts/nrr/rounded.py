"""Rows of a query as a table for people: money and ratios rounded, codes in words."""

from decimal import Decimal
from typing import Any

from nrr.output import amount, percent, print_table

# Columns of codes; what else has underscores, such as an id, keeps them.
CODES = ("status", "cause", "causes")


def print_rounded(headers: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Rows of a query for people: money and ratios rounded, codes in words."""
    words = [header.replace("_mrr", " MRR").replace("_", " ") for header in headers]
    cells = [
        [_rounded(header, value) for header, value in zip(headers, row, strict=True)]
        for row in rows
    ]
    columns = zip(*rows, strict=True)
    is_left = [all(isinstance(v, str | None) for v in column) for column in columns]
    print_table(words, cells, is_left)


def _rounded(header: str, value: Any) -> str:
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, float):
        return percent(value)
    text = "" if value is None else str(value)
    return text.replace("_", " ") if header in CODES else text
