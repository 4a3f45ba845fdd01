"""The dense ledger: what each account and product is worth at each month end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .items import LiveItem


@dataclass
class State:
    """What is live at one month end: MRR and seats in units of 0.0001.

    Having no plan (None) counts as a plan of its own.
    """

    mrr: int = 0
    known_seats: int = 0
    items_without_seats: int = 0
    plans: set[str | None] = field(default_factory=set)

    @property
    def seats(self) -> int | None:
        """The sum of seats, unknown where any live item has none."""
        return None if self.items_without_seats else self.known_seats

    def add(self, item: LiveItem) -> None:
        """Count one live item."""
        self.mrr += item.mrr
        if item.seats is None:
            self.items_without_seats += 1
        else:
            self.known_seats += item.seats
        self.plans.add(item.plan)


NOTHING = State()
States = dict[int, State]


@dataclass
class Ledger:
    """States by month (absent: nothing live), and the calendar."""

    accounts: dict[str, States]
    products: dict[str, dict[str, States]]
    first: int
    last: int

    @property
    def months(self) -> range:
        """The calendar: first month with MRR to the last reported month."""
        return range(self.first, self.last + 1)

    def mrr(self, account: str) -> list[int]:
        """An account's MRR in every month of the calendar."""
        states = self.accounts[account]
        return [states.get(month, NOTHING).mrr for month in self.months]

    def first_month(self, account: str) -> int | None:
        """The first month in which an account has MRR, None where never."""
        return min(self.accounts.get(account, {}), default=None)


def ledger_of(items: Iterable[LiveItem], last: int) -> Ledger:
    """Sum the live items up, month by month; nothing after `last` exists."""
    accounts: dict[str, States] = defaultdict(lambda: defaultdict(State))
    products: dict[str, dict[str, States]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(State))
    )
    for item in items:
        for month in item.months(last):
            accounts[item.account][month].add(item)
            products[item.account][item.product][month].add(item)
    first = min((min(months) for months in accounts.values()), default=last + 1)
    return Ledger(accounts, products, first, last)
