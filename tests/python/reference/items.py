"""When a subscription item carries MRR, and how much."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .accounts import Accounts
from .money import Rates, own_mrr, reporting_mrr
from .rows import Values
from .settings import Settings, month_of
from .sources import Judged, accepted

OPEN_YEAR = 9999


@dataclass(frozen=True)
class LiveItem:
    """An item that carries MRR from `start` to before `end` (None: open).

    mrr is in units of 0.0001 of the reporting currency, seats in units of
    0.0001 (None: unknown).
    """

    item_id: str
    account: str
    customer: str
    product: str
    plan: str | None
    seats: int | None
    mrr: int
    start: date
    end: date | None

    def months(self, last: int) -> range:
        """The months at whose end the item is active."""
        after = last + 1 if self.end is None else min(month_of(self.end), last + 1)
        return range(month_of(self.start), after)


def days_on_the_books(item: Values) -> tuple[date, date | None] | None:
    """The days an item stands in billing: [start, end), None where on no day."""
    start, end = item["start_date"], item["end_date"]
    if end is not None and end.year == OPEN_YEAR:
        end = None
    if item["status"] == "canceled" and end is None:
        if item["recorded_at"] is None:
            return None
        end = item["recorded_at"].date()
    return None if end is not None and end <= start else (start, end)


def span(item: Values) -> tuple[date, date | None] | None:
    """The days on which an item carries MRR: [start, end), None where never."""
    days = days_on_the_books(item)
    trial_end, status = item["trial_end_date"], item["status"]
    if days is None or status == "paused":
        return None
    if status == "trialing" and trial_end is None:
        return None
    start, end = days
    if trial_end is not None:
        start = max(start, trial_end)
    return None if end is not None and end <= start else (start, end)


def is_recurring(item: Values) -> bool:
    """Whether an item is of the kind that can carry MRR."""
    return item["charge_type"] in (None, "recurring")


def _live(items: list[Values], accounts: Accounts, rates: Rates) -> Iterator[LiveItem]:
    for item in items:
        days = span(item)
        mrr = reporting_mrr(item, rates)
        if days is None or mrr == 0 or not is_recurring(item):
            continue
        yield LiveItem(
            item_id=item["subscription_item_id"],
            account=accounts.of_customer(item["customer_id"]),
            customer=item["customer_id"],
            product=item["product_id"],
            plan=item["plan"],
            seats=None if item["quantity"] is None else int(item["quantity"] * 10**4),
            mrr=mrr,
            start=days[0],
            end=days[1],
        )


def _renewed(item: LiveItem, starts: list[date], grace_days: int) -> LiveItem:
    """The item run on to the next start of its customer and product, if near."""
    if item.end is None:
        return item
    following = min((day for day in starts if day >= item.end), default=None)
    if following is None or (following - item.end).days > grace_days:
        return item
    return replace(item, end=following)


def live_items(
    done: Judged, accounts: Accounts, rates: Rates, settings: Settings
) -> list[LiveItem]:
    """Every item that carries MRR at some time, renewal grace included.

    What counts as the next item is any recurring one that stands in billing for
    a day or more: after a pause or a free period starts nothing runs on.
    """
    items = accepted(done["billing_subscription_items"])
    live = list(_live(items, accounts, rates))
    starts: dict[tuple[str, str], list[date]] = defaultdict(list)
    for item in items:
        if is_recurring(item) and days_on_the_books(item):
            key = (item["customer_id"], item["product_id"])
            starts[key].append(item["start_date"])
    return [
        _renewed(item, starts[item.customer, item.product], settings.renewal_grace_days)
        for item in live
    ]


def item_mrr(done: Judged, rates: Rates) -> list[dict[str, Any]]:
    """MRR of each accepted item, in its own and in the reporting currency."""
    return [
        {
            "subscription_item_id": item["subscription_item_id"],
            "own_mrr": own_mrr(item),
            "mrr": reporting_mrr(item, rates),
            "is_recurring": is_recurring(item),
            "days": span(item),
        }
        for item in accepted(done["billing_subscription_items"])
    ]
