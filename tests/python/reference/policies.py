"""fct_nrr_by_policy: the rival definitions of 12-month NRR beside the headline."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import prod
from typing import Any

from .ledger import Ledger
from .retention import Cohort, Fulfilled
from .settings import month_start

Row = dict[str, Any]
Series = dict[str, list[int]]

WINDOW = 12


def cohort_of(
    mrr: Series, start: int, end: int, fulfilled: Fulfilled | None = None
) -> Cohort:
    """All accounts with MRR at `start`, compared with `end`."""
    cohort = Cohort()
    for account, series in mrr.items():
        if series[start] > 0:
            steps = (fulfilled or {}).get((account, ""), {})
            taken = sum(mrr for place, mrr in steps.items() if start < place <= end)
            cohort.add(series[start], series[end], taken)
    return cohort


def monthly_ratios(mrr: Series, start: int, end: int) -> list[float] | None:
    """One-month NRR of every month after `start`, None where one is undefined."""
    cohorts = [cohort_of(mrr, month - 1, month) for month in range(start + 1, end + 1)]
    if any(cohort.opening == 0 for cohort in cohorts):
        return None
    return [cohort.closing / cohort.opening for cohort in cohorts]


def flows(mrr: Series, start: int, end: int) -> tuple[int, int]:
    """(expansion - contraction - churn, reactivation) of all accounts, month by month.

    New MRR is in neither; what an account does after it is new is.
    """
    of_customers = returned = 0
    for series in mrr.values():
        for month in range(start + 1, end + 1):
            before, after = series[month - 1], series[month]
            if before > 0:
                of_customers += after - before
            elif after > 0 and any(series[:month]):
                returned += after
    return of_customers, returned


def by_root(mrr: Series, root: Callable[[str], str]) -> Series:
    """MRR summed up at the top of the hierarchy."""
    totals: Series = {}
    for account, series in mrr.items():
        total = totals.setdefault(root(account), [0] * len(series))
        for month, amount in enumerate(series):
            total[month] += amount
    return totals


def policies_of(
    mrr: Series, roots: Series, fulfilled: Fulfilled, start: int, end: int
) -> dict[str, Any]:
    """The 12-month NRR by each policy, None where it is undefined."""
    cohort = cohort_of(mrr, start, end, fulfilled)
    opening = cohort.opening
    if opening == 0:
        return defaultdict(lambda: None, dict.fromkeys(POLICIES))
    ratios = monthly_ratios(mrr, start, end)
    flow, returned = flows(mrr, start, end)
    parents = cohort_of(roots, start, end)
    return {
        "cohort_point_to_point": cohort.closing / opening,
        "monthly_chained": prod(ratios) if ratios else None,
        "monthly_average": sum(ratios) / len(ratios) if ratios else None,
        "flow_over_opening": (opening + flow) / opening,
        "with_reactivation": (opening + flow + returned) / opening,
        "contraction_ignored": (opening + cohort.expansion - cohort.churned) / opening,
        "organic": (cohort.closing - cohort.reserved) / opening,
        "ultimate_parent": parents.closing / parents.opening,
    }


POLICIES = (
    "cohort_point_to_point",
    "monthly_chained",
    "monthly_average",
    "flow_over_opening",
    "with_reactivation",
    "contraction_ignored",
    "organic",
    "ultimate_parent",
)


def nrr_by_policy(
    ledger: Ledger,
    accounts: list[str],
    root: Callable[[str], str],
    fulfilled: Fulfilled,
) -> Iterator[Row]:
    """Every month with a 12-month window, and every policy."""
    mrr = {account: ledger.mrr(account) for account in accounts}
    roots = by_root(mrr, root)
    for end in range(WINDOW, len(ledger.months)):
        found = policies_of(mrr, roots, fulfilled, end - WINDOW, end)
        headline = found["cohort_point_to_point"]
        for policy in POLICIES:
            value = found[policy]
            is_known = value is not None and headline is not None
            yield {
                "month": month_start(ledger.first + end),
                "policy": policy,
                "net_revenue_retention": value,
                "difference_from_headline": value - headline if is_known else None,
            }
