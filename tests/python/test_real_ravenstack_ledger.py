"""RavenStack counted by hand: its files in plain Python, one number at a time."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from reference.compare import Rows
from reference.published import read_csv
from test_real_mappings import real

MONTHS = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(24)]
Ledger = dict[str, list[int]]


def source(table: str) -> Rows:
    """The rows of one of the source's files, as text; empty is None."""
    return read_csv(real("ravenstack") / f"ravenstack_{table}.csv")


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_live(row: dict[str, str | None], day: date) -> bool:
    """Whether a subscription is paid for on a day; its end is the first one not."""
    has_ended = row["end_date"] is not None and row["end_date"] <= day.isoformat()
    has_started = row["start_date"] <= day.isoformat()
    return has_started and not has_ended and row["is_trial"] == "False"


def totals(column: str, by: Callable[[dict], str]) -> Ledger:
    """The sum of a column over live subscriptions: a number a month, by key."""
    found: Ledger = defaultdict(lambda: [0] * len(MONTHS))
    for row in source("subscriptions"):
        for n, month in enumerate(MONTHS):
            found[by(row)][n] += is_live(row, last_day(month)) * int(row[column])
    return found


def by_account(column: str) -> Ledger:
    return totals(column, lambda row: row["account_id"])


def movements(ledger: Ledger) -> set[tuple[str, date, str, int]]:
    """(account, month, type, change), wherever an account's amount changes."""
    found = set()
    for account, amounts in ledger.items():
        before = [0, *amounts[:-1]]
        for n, (p, c) in enumerate(zip(before, amounts, strict=True)):
            if p == 0:
                kind = "reactivation" if any(amounts[:n]) else "new"
            elif c == 0:
                kind = "churn"
            else:
                kind = "expansion" if c > p else "contraction"
            if c != p:
                found.add((account, MONTHS[n], kind, c - p))
    return found


def test_an_end_is_the_first_day_without_service() -> None:
    row = {"start_date": "2024-01-05", "end_date": "2024-02-01", "is_trial": "False"}
    days = (date(2024, 1, 4), date(2024, 1, 5), date(2024, 1, 31), date(2024, 2, 1))
    assert [is_live(row, day) for day in days] == [False, True, True, False]


def test_movements_of_one_account() -> None:
    """New, unchanged, up, gone, back at less, down."""
    amounts = [5, 5, 8, 0, 4, 1]
    assert [row[2:] for row in sorted(movements({"a": amounts}))] == [
        ("new", 5),
        ("expansion", 3),
        ("churn", -8),
        ("reactivation", 4),
        ("contraction", -3),
    ]
