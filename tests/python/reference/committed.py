"""fct_committed_arr_monthly: what was ahead at each month's end, as known then.

Month by month and account by account: the newest version of each step and item
recorded by the end of the month says what is to come.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .accounts import Accounts
from .dimensions import Dimensions, with_unlanded
from .items import LiveItem, standing
from .ledger import NOTHING, Ledger
from .money import Rates, reporting_mrr
from .reservations import Step, churn_months, reserved_units
from .rows import Row, Values
from .settings import Settings, month_of, month_start
from .sources import Judged
from .values import money

Amounts = dict[str, int]
# {(account, product): amounts} of one month
Outlook = dict[tuple[str, str], Amounts]

PROMISES, ENDINGS, BOOKINGS = "open", "ending", "booked"
STARTS, LIVE = "starting", "live"
AMOUNTS = (PROMISES, ENDINGS, STARTS, LIVE)


def _recorded(row: Row) -> int | None:
    """The month in which a row was recorded, None where that is not said."""
    recorded = row.values["recorded_at"]
    return month_of(recorded.date()) if recorded else None


def histories(rows: list[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """The versions of each key that are not rejected, oldest first."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.outcome in ("accepted", "superseded", "deleted"):
            found[row.key].append(row)
    for versions in found.values():
        versions.sort(key=lambda row: (row.recorded_at, row.number))
    return found


def known_at(versions: list[Row], month: int) -> Row | None:
    """The newest version recorded by the end of a month; none where it is a deletion.

    What was recorded at no known time was known from the start.
    """
    known = [row for row in versions if (_recorded(row) or 0) <= month]
    return known[-1] if known and not known[-1].values["is_deleted"] else None


@dataclass
class Outlooks:
    """What is needed to look ahead from any month."""

    done: Judged
    accounts: Accounts
    rates: Rates
    ledger: Ledger
    items: dict[str, LiveItem]
    steps: dict[str, Step]
    settings: Settings

    def __post_init__(self) -> None:
        """Put the versions in order, once."""
        self.step_rows = histories(self.done["crm_reserved_expansions"])
        self.item_rows = histories(self.done["billing_subscription_items"])
        self.churns: dict[str, list[int]] = {}

    def promised(self, row: Row, month: int) -> int:
        """What is left at a month's end of the step a version speaks of."""
        values = row.values
        agreed = month_of(values["agreed_date"])
        account = self.accounts.resolve(values["account_id"])
        if account not in self.churns:
            self.churns[account] = churn_months(self.ledger, account)
        has_lapsed = any(agreed < churn <= month for churn in self.churns[account])
        if agreed > month or has_lapsed:
            return 0
        if values["status"] == "cancelled":
            day = values["cancelled_date"] or values["agreed_date"]
            if _recorded(row) is not None or month_of(day) <= month:
                return 0
        step = self.steps.get(values["reserved_expansion_id"])
        taken = step.fulfilled if step else {}
        fulfilled = sum(mrr for m, mrr in taken.items() if m <= month)
        return max(reserved_units(values, self.rates) - fulfilled, 0)

    def at(self, month: int) -> Outlook:
        """Every account and product for which anything is ahead."""
        found: Outlook = defaultdict(lambda: defaultdict(int))
        for versions in self.step_rows.values():
            if row := known_at(versions, month):
                account = self.accounts.resolve(row.values["account_id"])
                key = account, row.values["product_id"]
                found[key][PROMISES] += self.promised(row, month)
        for versions in self.item_rows.values():
            if row := known_at(versions, month):
                self._look_at_item(row, versions, month, found)
        return found

    def _look_at_item(
        self, row: Row, versions: list[Row], month: int, found: Outlook
    ) -> None:
        item = self._counted(versions)
        if item is None or row.values["charge_type"] not in (None, "recurring"):
            return
        key, last = (item.account, item.product), self.settings.last_month
        end, start = row.values["end_date"], _start(row.values)
        end = None if end is None or end.year == 9999 else end
        is_live = item.place(last) == "live" and month in item.months(last)
        if end is not None and is_live and month_of(end) > month:
            found[key][ENDINGS] += item.mrr
        is_known = _recorded(row) is not None or month == last
        is_standing = row.values["status"] in (None, "active", "trialing")
        if end is None and is_known and is_standing and month_of(start) > month:
            found[key][BOOKINGS] += item.mrr

    def _counted(self, versions: list[Row]) -> LiveItem | None:
        """The item as it counts today: live, still ahead, or called off before."""
        (row,) = [row for row in versions if row.outcome == "accepted"] or [None]
        if row is None:
            return None
        values = row.values
        if item := self.items.get(values["subscription_item_id"]):
            return (
                None if item.place(self.settings.last_month) == "intra_month" else item
            )
        mrr = reporting_mrr(values, self.rates)
        if standing(values, mrr) != "never_active":
            return None
        return LiveItem(
            item_id=values["subscription_item_id"],
            account=self.accounts.of_customer(values["customer_id"]),
            customer=values["customer_id"],
            product=values["product_id"],
            plan=None,
            seats=None,
            mrr=mrr,
            start=_start(values),
            end=_start(values),
        )


def _start(values: Values) -> date:
    return max(values["start_date"], values["trial_end_date"] or date.min)


def _sums(outlooks: Outlooks, month: int) -> dict[str, Amounts]:
    """What is ahead of each account at a month's end, what is booked set against it."""
    found: dict[str, Amounts] = defaultdict(lambda: defaultdict(int))
    for (account, _), amounts in outlooks.at(month).items():
        first = outlooks.ledger.first_month(account)
        has_landed = first is not None and first <= month
        net = amounts[BOOKINGS] - amounts[ENDINGS]
        starting = net - (amounts[PROMISES] if has_landed else 0)
        found[account][PROMISES] += amounts[PROMISES]
        found[account][ENDINGS] += max(-net, 0)
        found[account][STARTS] += max(starting, 0)
    for account, states in outlooks.ledger.accounts.items():
        found[account][LIVE] += states.get(month, NOTHING).mrr
    return found


def committed_arr(outlooks: Outlooks, dimensions: Dimensions) -> Iterator[dict]:
    """Every month and dimension value of accounts that paid or had anything ahead."""
    months = {month: _sums(outlooks, month) for month in outlooks.ledger.months}
    names = {a for sums in months.values() for a, s in sums.items() if any(s.values())}
    everyone = with_unlanded(outlooks.accounts, dimensions, names)
    values = {pair for name in names for pair in everyone[name].items()}
    for month, accounts in months.items():
        totals = {pair: dict.fromkeys(AMOUNTS, 0) for pair in values}
        for name in names & set(accounts):
            for pair in everyone[name].items():
                for amount, mrr in accounts[name].items():
                    totals[pair][amount] += 12 * mrr
        for (dimension, value), sums in totals.items():
            ahead = sums[PROMISES] + sums[STARTS] - sums[ENDINGS]
            arr = sums[LIVE]
            yield {
                "month": month_start(month),
                "dimension": dimension,
                "dimension_value": value,
                "arr": money(arr),
                "reserved_not_live_arr": money(sums[PROMISES]),
                "known_starting_arr": money(sums[STARTS]),
                "known_ending_arr": money(sums[ENDINGS]),
                "committed_arr": money(arr + ahead),
                "committed_to_live_ratio": (arr + ahead) / arr if arr else None,
            }
