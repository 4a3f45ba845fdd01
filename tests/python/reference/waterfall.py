"""fct_account_mrr_monthly and fct_mrr_waterfall_monthly."""

from collections.abc import Iterator
from typing import Any

from .dimensions import Dimensions, all_values
from .ledger import Ledger
from .movements import movement_type, shown_seats
from .settings import month_start
from .values import money

Row = dict[str, Any]

# movement type: (column of its amount, column of its accounts)
COLUMNS = {
    "new": ("new_mrr", "new_accounts"),
    "reactivation": ("reactivation_mrr", "reactivated_accounts"),
    "expansion": ("expansion_mrr", None),
    "contraction": ("contraction_mrr", None),
    "churn": ("churned_mrr", "churned_accounts"),
}
AMOUNTS = ["opening_mrr", *(amount for amount, _ in COLUMNS.values()), "closing_mrr"]
COUNTS = [
    "opening_accounts",
    *(n for _, n in COLUMNS.values() if n),
    "closing_accounts",
]


def account_months(ledger: Ledger, dimensions: Dimensions) -> Iterator[Row]:
    """Every account and month with MRR."""
    for account, states in ledger.accounts.items():
        for month, state in states.items():
            yield {
                "account_id": account,
                "month": month_start(month),
                "mrr": money(state.mrr),
                "arr": money(12 * state.mrr),
                "seats": shown_seats(state.seats),
                "size_segment": dimensions[account]["size_segment"],
            }


def count_change(
    totals: dict[str, int], before: int, after: int, *, had_mrr: bool
) -> None:
    """Add one account's month to the totals of a group."""
    kind = movement_type(before, after, had_mrr=had_mrr)
    totals["opening_mrr"] += before
    totals["closing_mrr"] += after
    totals["opening_accounts"] += before > 0
    totals["closing_accounts"] += after > 0
    if kind != "none":
        amount, accounts = COLUMNS[kind]
        totals[amount] += abs(after - before)
        if accounts:
            totals[accounts] += 1


def quick_ratio(totals: dict[str, int]) -> float | None:
    """MRR gained over MRR lost, None where none is lost."""
    gained = totals["new_mrr"] + totals["reactivation_mrr"] + totals["expansion_mrr"]
    lost = totals["contraction_mrr"] + totals["churned_mrr"]
    return gained / lost if lost else None


def waterfall(ledger: Ledger, dimensions: Dimensions) -> Iterator[Row]:
    """Opening, movements and closing of each month and group; losses are positive."""
    groups = {
        (offset, pair): dict.fromkeys([*AMOUNTS, *COUNTS], 0)
        for offset in range(len(ledger.months))
        for pair in all_values(dimensions)
    }
    for account, values in dimensions.items():
        before, had_mrr = 0, False
        for offset, after in enumerate(ledger.mrr(account)):
            for pair in values.items():
                totals = groups[offset, pair]
                count_change(totals, before, after, had_mrr=had_mrr)
            before, had_mrr = after, had_mrr or after > 0
    for (offset, (dimension, value)), totals in groups.items():
        yield {
            "month": month_start(ledger.first + offset),
            "dimension": dimension,
            "dimension_value": value,
            **{name: money(totals[name]) for name in AMOUNTS},
            **{name: totals[name] for name in COUNTS},
            "quick_ratio": quick_ratio(totals),
        }
