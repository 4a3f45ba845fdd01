"""What was agreed at sales, and what billing shows of it: steps and their fulfilment.

Written as a queue that is worked off one by one; amounts in units of 0.0001.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .accounts import Accounts
from .items import LiveItem
from .ledger import NOTHING, Ledger
from .money import Rates
from .movements import movement_type, product_drivers
from .rows import Values
from .settings import Settings, month_of
from .sources import Judged, accepted
from .values import round_away

FULFILLING = ("seat_expansion", "plan_upgrade", "price_increase", "cross_sell")
# What expansion of an account and product there is: {(account, product): {month: MRR}}
Expansions = dict[tuple[str, str], dict[int, int]]
# {(account, product, month): [(driver, MRR)]}, the drivers that can fulfil a step
Causes = dict[tuple[str, str, int], list[tuple[str, int]]]


@dataclass
class Step:
    """One reserved expansion; fulfilled and linked are by month."""

    step_id: str
    account: str
    product: str
    opportunity: str | None
    owner: str
    kind: str
    agreed: date
    planned: int
    seats: int | None
    reserved: int
    cancelled: int | None
    lapsed: int | None
    is_cancelled: bool
    fulfilled: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    linked: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def unfulfilled(self) -> int:
        """What is left of it."""
        return self.reserved - sum(self.fulfilled.values())

    @property
    def place(self) -> tuple[int, int, str]:
        """Its place in the queue of its account and product."""
        return self.planned, month_of(self.agreed), self.step_id

    def is_open(self, month: int) -> bool:
        """Whether an expansion of that month can fulfil it."""
        ends = [end for end in (self.cancelled, self.lapsed) if end is not None]
        return month_of(self.agreed) <= month <= min(ends, default=month)

    def fulfil(self, month: int, mrr: int) -> None:
        """Count an expansion for it."""
        if mrr:
            self.fulfilled[month] += mrr


def churn_months(ledger: Ledger, account: str) -> list[int]:
    """The months in which an account goes from some MRR to none."""
    states = ledger.accounts.get(account, {})

    def mrr(month: int) -> int:
        return states.get(month, NOTHING).mrr

    return [month for month in ledger.months if mrr(month - 1) > 0 and not mrr(month)]


def cancelled_month(row: Values) -> int | None:
    """When a step was called off: as it says, else when that was recorded."""
    if row["status"] != "cancelled":
        return None
    recorded = row["recorded_at"].date() if row["recorded_at"] else row["agreed_date"]
    return month_of(row["cancelled_date"] or recorded)


def steps_of(
    done: Judged, accounts: Accounts, rates: Rates, ledger: Ledger
) -> list[Step]:
    """Every accepted step, nothing fulfilled yet."""
    owners = {
        row["opportunity_id"]: row["owner_id"]
        for row in accepted(done["crm_opportunities"])
    }
    steps = []
    for row in accepted(done["crm_reserved_expansions"]):
        account = accounts.resolve(row["account_id"])
        after = month_of(row["agreed_date"])
        churns = [m for m in churn_months(ledger, account) if m > after]
        owner = row["owner_id"] or owners.get(row["opportunity_id"])
        steps.append(
            Step(
                step_id=row["reserved_expansion_id"],
                account=account,
                product=row["product_id"],
                opportunity=row["opportunity_id"],
                owner=owner or "unassigned",
                kind=row["expansion_kind"],
                agreed=row["agreed_date"],
                planned=month_of(row["planned_start_date"]),
                seats=row["reserved_seats"],
                reserved=reserved_units(row, rates),
                cancelled=cancelled_month(row),
                lapsed=min(churns, default=None),
                is_cancelled=row["status"] == "cancelled",
            )
        )
    return steps


def reserved_units(row: Values, rates: Rates) -> int:
    """What was reserved, in the reporting currency."""
    return round_away(row["reserved_mrr"] * 10**4 * rates[row["currency"]])


def causes_of(ledger: Ledger) -> Causes:
    """Every positive driver that can fulfil a step."""
    causes: Causes = {}
    for account, products in ledger.products.items():
        totals, first = ledger.accounts[account], ledger.first_month(account)
        for product, states in products.items():
            for month in ledger.months:
                kind = movement_type(
                    totals.get(month - 1, NOTHING).mrr,
                    totals.get(month, NOTHING).mrr,
                    had_mrr=first is not None and first < month,
                )
                before, after = (states.get(m, NOTHING) for m in (month - 1, month))
                found = [
                    (name, change)
                    for name, change, _ in product_drivers(kind, before, after)
                    if name in FULFILLING
                ]
                if found:
                    causes[account, product, month] = found
    return causes


def expansions_of(causes: Causes) -> Expansions:
    """Their sums by account, product and month."""
    found: Expansions = defaultdict(dict)
    for (account, product, month), drivers in causes.items():
        found[account, product][month] = sum(mrr for _, mrr in drivers)
    return found


def _fulfil_by_links(
    queue: list[Step], left: dict[int, int], named: dict[tuple[str, int], int]
) -> None:
    """Items that name a step: {(step, month): MRR}, up to the month's expansion."""
    wanted: dict[tuple[str, int], int] = {}
    for step in queue:
        rest = step.reserved
        for month in sorted(m for s, m in named if s == step.step_id):
            if step.is_open(month):
                claim = min(named[step.step_id, month], left.get(month, 0), rest)
                wanted[step.step_id, month] = claim
                rest -= claim
    for step in queue:
        for month in sorted(m for s, m in wanted if s == step.step_id):
            given = min(wanted[step.step_id, month], left.get(month, 0))
            step.fulfil(month, given)
            if given:
                step.linked[month] += given
                left[month] -= given


def fulfil(
    steps: list[Step],
    expansions: Expansions,
    items: Iterable[LiveItem],
    names: dict[str, str],
    settings: Settings,
) -> None:
    """Allocate every expansion: links first, then first in, first out.

    names: the step that an item names, by item.
    """
    queues: dict[tuple[str, str], list[Step]] = defaultdict(list)
    by_id = {step.step_id: step for step in steps}
    for step in steps:
        queues[step.account, step.product].append(step)
    named: dict[tuple[str, str], dict[tuple[str, int], int]] = defaultdict(dict)
    for item in items:
        step = by_id.get(names.get(item.item_id, ""))
        is_live = item.place(settings.last_month) == "live"
        if (
            step
            and is_live
            and (step.account, step.product)
            == (
                item.account,
                item.product,
            )
        ):
            links = named[step.account, step.product]
            key = (step.step_id, month_of(item.start))
            links[key] = links.get(key, 0) + item.mrr
    for key, queue in queues.items():
        left = dict(expansions.get(key, {}))
        queue.sort(key=lambda step: step.place)
        _fulfil_by_links(queue, left, named[key])
        for month in sorted(left):
            for step in queue:
                if step.is_open(month):
                    given = min(left[month], step.unfulfilled)
                    step.fulfil(month, given)
                    left[month] -= given


def step_names(done: Judged) -> dict[str, str]:
    """The step that an item names, by item."""
    return {
        item["subscription_item_id"]: item["reserved_expansion_id"]
        for item in accepted(done["billing_subscription_items"])
        if item["reserved_expansion_id"]
    }
