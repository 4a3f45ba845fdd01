"""fct_nrr_monthly: what became of a cohort's MRR over a window."""

from collections.abc import Iterator
from typing import Any

from .dimensions import Dimensions, all_values, arr_band
from .ledger import Ledger
from .settings import month_start
from .values import money

Row = dict[str, Any]
Pair = tuple[str, str]
FamilyMrr = dict[str, dict[str, list[int]]]
# {(account, family): {place in the calendar: MRR}}; family "" is the whole account
Fulfilled = dict[tuple[str, str], dict[int, int]]

WINDOWS = (1, 3, 12)


class Cohort:
    """Sums over the accounts of one group that had MRR at the opening."""

    def __init__(self) -> None:
        """An empty group: all sums 0."""
        self.reserved = 0
        self.opening_accounts = self.retained_accounts = 0
        self.opening = self.closing = self.kept = 0
        self.expansion = self.contraction = self.churned = 0

    def add(self, opening: int, closing: int, fulfilled: int = 0) -> None:
        """Add what one account was worth at the opening and at the close.

        fulfilled: what fulfilled its steps in between.
        """
        self.reserved += min(max(closing - opening, 0), fulfilled)
        self.opening += opening
        self.closing += closing
        self.kept += min(opening, closing)
        self.expansion += max(closing - opening, 0)
        if opening > 0:
            self.opening_accounts += 1
            self.retained_accounts += closing > 0
            if closing == 0:
                self.churned += opening
            else:
                self.contraction += max(opening - closing, 0)

    def row(self) -> Row:
        """The published columns of the group; ratios None where undefined."""

        def share(part: int, whole: int) -> float | None:
            return part / whole if whole else None

        return {
            "opening_accounts": self.opening_accounts,
            "retained_accounts": self.retained_accounts,
            "opening_mrr": money(self.opening),
            "expansion_mrr": money(self.expansion),
            "reserved_expansion_mrr": money(self.reserved),
            "contraction_mrr": money(self.contraction),
            "churned_mrr": money(self.churned),
            "closing_mrr": money(self.closing),
            "net_revenue_retention": share(self.closing, self.opening),
            "gross_revenue_retention": share(self.kept, self.opening),
            "logo_retention": share(self.retained_accounts, self.opening_accounts),
        }


def window_cohorts(
    start: int,
    end: int,
    mrr: dict[str, list[int]],
    dimensions: Dimensions,
    families: FamilyMrr,
    fulfilled: Fulfilled,
) -> dict[Pair, Cohort]:
    """The cohorts of one window; start and end are places in the calendar."""

    def taken(account: str, family: str = "") -> int:
        series = fulfilled.get((account, family), {})
        return sum(mrr for place, mrr in series.items() if start < place <= end)

    cohorts = {pair: Cohort() for pair in all_values(dimensions)}
    for account, series in mrr.items():
        opening, closing = series[start], series[end]
        if opening == 0:
            continue
        band = ("arr_band", arr_band(opening))
        for pair in (*dimensions[account].items(), band):
            cohorts.setdefault(pair, Cohort()).add(opening, closing, taken(account))
        for family, amounts in families[account].items():
            pair = ("product_family", family)
            cohorts.setdefault(pair, Cohort()).add(
                amounts[start], amounts[end], taken(account, family)
            )
    return cohorts


def nrr_monthly(
    ledger: Ledger,
    dimensions: Dimensions,
    families: FamilyMrr,
    fulfilled: Fulfilled,
) -> Iterator[Row]:
    """Every month, window that fits the calendar, dimension and value."""
    mrr = {account: ledger.mrr(account) for account in dimensions}
    for window in WINDOWS:
        for end in range(window, len(ledger.months)):
            cohorts = window_cohorts(
                end - window, end, mrr, dimensions, families, fulfilled
            )
            for (dimension, value), cohort in cohorts.items():
                yield {
                    "month": month_start(ledger.first + end),
                    "window_months": window,
                    "dimension": dimension,
                    "dimension_value": value,
                    **cohort.row(),
                }
