"""fct_nrr_account_contributions and fct_retention_cohorts."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .dimensions import Dimensions
from .ledger import Ledger
from .settings import month_start
from .values import money

Row = dict[str, Any]

WINDOW = 12


def contributions(ledger: Ledger, accounts: list[str]) -> Iterator[Row]:
    """What each account of a 12-month cohort did to NRR, in percentage points."""
    mrr = {account: ledger.mrr(account) for account in accounts}
    for end in range(WINDOW, len(ledger.months)):
        start = end - WINDOW
        cohort = {a: (s[start], s[end]) for a, s in mrr.items() if s[start] > 0}
        total = sum(opening for opening, _ in cohort.values())
        ranked = sorted(
            cohort, key=lambda account: (-abs(_change(cohort[account])), account)
        )
        for rank, account in enumerate(ranked, 1):
            opening, closing = cohort[account]
            yield {
                "month": month_start(ledger.first + end),
                "account_id": account,
                "opening_mrr": money(opening),
                "closing_mrr": money(closing),
                "contribution_points": 100 * (closing - opening) / total,
                "contribution_rank": rank,
            }


def _change(amounts: tuple[int, int]) -> int:
    opening, closing = amounts
    return closing - opening


def retention_cohorts(ledger: Ledger, dimensions: Dimensions) -> Iterator[Row]:
    """Accounts by the month of their first MRR, followed month by month."""
    groups: dict[tuple[int, str, str], list[list[int]]] = defaultdict(list)
    for account, values in dimensions.items():
        series = ledger.mrr(account)
        start = next(place for place, amount in enumerate(series) if amount)
        for dimension, value in values.items():
            groups[start, dimension, value].append(series[start:])
    for (start, dimension, value), members in groups.items():
        cohort_mrr = sum(series[0] for series in members)
        for months, amounts in enumerate(zip(*members, strict=True)):
            retained = sum(amount > 0 for amount in amounts)
            yield {
                "cohort_month": month_start(ledger.first + start),
                "months_since_start": months,
                "dimension": dimension,
                "dimension_value": value,
                "cohort_accounts": len(members),
                "retained_accounts": retained,
                "cohort_mrr": money(cohort_mrr),
                "current_mrr": money(sum(amounts)),
                "net_revenue_retention": sum(amounts) / cohort_mrr,
                "logo_retention": retained / len(members),
            }
