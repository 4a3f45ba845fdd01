"""`nrr diff`: how what changed between two versions is told."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from nrr.diff.levels import Rows, rows_of
from nrr.diff.rows import CAUSES, compare
from nrr.diff.sides import chosen, provenance
from nrr.output import (
    NOTHING,
    amount,
    console,
    counted,
    percent,
    print_rows,
    print_table,
)
from nrr.rounded import print_rounded
from nrr.versions import Version

MOST_MONTHS = 12
MOST_ACCOUNTS = 10
WORDS = {
    "new_rows": "new rows",
    "gone_rows": "rows gone",
    "changed_rows": "rows changed",
    "rates": "rates",
    "counted_otherwise": "counted otherwise",
}


def diff(
    warehouse: Path, older: str | None, newer: str | None, by: str | None, format: str
) -> None:
    """Print what differs: the story, or every row of a level (month, account, item).

    Raises WrongUse where a version is not kept, is not whole, or tells no items.
    """
    versions = chosen(warehouse, older, newer)
    with compare(warehouse, versions) as connection:
        if by is None and format == "table":
            _story(connection, versions)
            return
        headers, rows = rows_of(connection, by or "month")
    if format == "table":
        _rows(headers, rows)
    else:
        print_rows(headers, rows, format)


def _story(connection: duckdb.DuckDBPyConnection, versions: list[Version]) -> None:
    older, newer = versions
    console().print(f"{older.name} → {newer.name}\n", style="bold")
    made_from = provenance(older.manifest, newer.manifest)
    if made_from:
        cells = [[cell or NOTHING for cell in row] for row in made_from]
        print_table(["made from", older.name, newer.name], cells, [1, 1, 1])
    else:
        console().print("Made from the same files, settings, code and dependencies.")
    console().print()
    _months(*rows_of(connection, "month"))
    _new_months(*(version.manifest.get("months", []) for version in versions))
    headers, rows = rows_of(connection, "account")
    if rows:
        console().print(f"\n{counted(len(rows), 'account')} of another MRR")
        _rows(headers, rows[:MOST_ACCOUNTS])
        console().print(
            f"\nEvery item: nrr diff {older.name} {newer.name} --by item", style="dim"
        )


def _months(headers: list[str], rows: Rows) -> None:
    """The last months that differ, with the causes that made a difference."""
    if not rows:
        console().print("Every month that both report is the same, to the last unit.")
        return
    columns = [dict(zip(headers, row, strict=True)) for row in rows]
    causes = [c for c in CAUSES if any(column[f"{c}_mrr"] for column in columns)]
    cells = [
        [
            column["month"],
            amount(column["older_mrr"]),
            amount(column["newer_mrr"]),
            amount(column["difference_mrr"]),
            *(amount(column[f"{cause}_mrr"]) for cause in causes),
            percent(column["older_retention"]),
            percent(column["newer_retention"]),
        ]
        for column in columns[-MOST_MONTHS:]
    ]
    words = ["closing MRR", "was", "is", "change", *(WORDS[c] for c in causes)]
    print_table([*words, "NRR was", "is"], cells, [1] + [0] * (len(words) + 1))
    if len(rows) > MOST_MONTHS:
        console().print(f"and {counted(len(rows) - MOST_MONTHS, 'month')} before")


def _new_months(older: list[dict[str, Any]], newer: list[dict[str, Any]]) -> None:
    """Months that one of the two alone reports."""
    sides = [{each["month"][:7]: each for each in side} for side in (older, newer)]
    for (here, there), word in (
        (sides, "Not reported any more"),
        (sides[::-1], "New"),
    ):
        months = [
            f"{month} (closing MRR {amount(Decimal(here[month]['closing_mrr']))})"
            for month in sorted(here.keys() - there.keys())
        ]
        if months:
            console().print(f"{word}: {', '.join(months[-MOST_MONTHS:])}")


def _rows(headers: list[str], rows: Rows) -> None:
    if not rows:
        console().print("Nothing differs.")
        return
    print_rounded(headers, rows)
