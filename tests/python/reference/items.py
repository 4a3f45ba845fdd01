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
STANDINGS = (
    "not_recurring",
    "zero_length",
    "never_active",
    "paused",
    "trial",
    "free",
    "intra_month",
    "not_started",
    "live",
)


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

    def place(self, last: int) -> str:
        """Whether its months have come, are still ahead, or are none at all."""
        start = month_of(self.start)
        if self.end is not None and month_of(self.end) == start:
            return "intra_month"
        return "not_started" if start > last else "live"


def stated_end(item: Values) -> date | None:
    """The end date, None where it is open: unsaid, or in the year 9999."""
    end = item["end_date"]
    return None if end is None or end.year == OPEN_YEAR else end


def ended_on(item: Values) -> date | None:
    """The first day an item no longer stands in billing, None where it is open.

    A canceled item without an end ended when that was recorded, or never began;
    a deleted one ended on the day of its deletion (UTC), or before.
    """
    end = stated_end(item)
    if item["status"] == "canceled" and end is None:
        recorded = item["recorded_at"]
        end = recorded.date() if recorded else item["start_date"]
    if "deleted_at" in item:
        end = min(end or date.max, item["deleted_at"].date())
    return end


def first_paid_day(item: Values) -> date:
    """The day an item starts, or its trial ends where that is later."""
    return max(item["start_date"], item["trial_end_date"] or date.min)


def standing(item: Values, mrr: int) -> str:
    """Why an item by itself never carries MRR; `live` where it does."""
    end, start = ended_on(item), item["start_date"]
    is_trial = item["status"] == "trialing" and item["trial_end_date"] is None
    reasons = {
        "not_recurring": item["charge_type"] not in (None, "recurring"),
        "zero_length": start == stated_end(item),
        "never_active": end is not None and end <= start,
        "paused": item["status"] == "paused",
        "trial": is_trial or (end is not None and end <= first_paid_day(item)),
        "free": mrr == 0,
    }
    return next((name for name, holds in reasons.items() if holds), "live")


def _live(items: list[Values], accounts: Accounts, rates: Rates) -> Iterator[LiveItem]:
    for item in items:
        mrr = reporting_mrr(item, rates)
        if standing(item, mrr) != "live":
            continue
        yield LiveItem(
            item_id=item["subscription_item_id"],
            account=accounts.of_customer(item["customer_id"]),
            customer=item["customer_id"],
            product=item["product_id"],
            plan=item["plan"],
            seats=None if item["quantity"] is None else int(item["quantity"] * 10**4),
            mrr=mrr,
            start=first_paid_day(item),
            end=ended_on(item),
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

    The next item is one that carries MRR too, from its first day with MRR on:
    a pause, a free period or a trial does not bridge a gap.
    """
    live = list(_live(accepted(done["billing_subscription_items"]), accounts, rates))
    starts: dict[tuple[str, str], list[date]] = defaultdict(list)
    for item in live:
        starts[item.customer, item.product].append(item.start)
    return [
        _renewed(item, starts[item.customer, item.product], settings.renewal_grace_days)
        for item in live
    ]


def standings(
    done: Judged, live: list[LiveItem], rates: Rates, settings: Settings
) -> dict[str, int]:
    """How many accepted items stand in which relation to MRR; all counted once."""
    counts = dict.fromkeys(STANDINGS, 0)
    for item in accepted(done["billing_subscription_items"]):
        counts[standing(item, reporting_mrr(item, rates))] += 1
    counts["live"] = 0
    for item in live:
        counts[item.place(settings.last_month)] += 1
    return counts


def item_mrr(done: Judged, rates: Rates) -> list[dict[str, Any]]:
    """MRR of each accepted item, in its own and in the reporting currency."""
    return [
        {
            "subscription_item_id": item["subscription_item_id"],
            "own_mrr": own_mrr(item),
            "mrr": reporting_mrr(item, rates),
        }
        for item in accepted(done["billing_subscription_items"])
    ]
