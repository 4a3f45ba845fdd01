"""fct_pocs from its definition: gains, month by month, look for the PoC they convert."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from .accounts import Accounts
from .items import LiveItem
from .ledger import NOTHING, Ledger
from .rows import Values
from .settings import Settings, month_end, month_of
from .sources import Judged, accepted

WINDOW = timedelta(days=180)  # poc_conversion_window_days


@dataclass
class Poc:
    """A PoC; contract: (month, product, first day, MRR) of what converted it."""

    row: Values
    account: str
    settings: Settings
    criteria: list[Values]
    sites: list[Values]
    contract: tuple[int, str, date, int] | None = None
    is_linked: bool = False

    @property
    def end(self) -> date | None:
        """The day it is over, as said or planned."""
        end = self.row["end_date"] or self.row["planned_end_date"]
        return max(end, self.row["start_date"]) if end else None

    @property
    def last_month(self) -> int | None:
        """The last month whose gain converts it, None where there is none."""
        return month_of(self.end + WINDOW) if self.end else None

    def holds(self, month: int) -> bool:
        """Whether a gain in that month can convert it."""
        last = month if self.last_month is None else self.last_month
        return month_of(self.row["start_date"]) <= month <= last

    @property
    def lost_on(self) -> date | None:
        """The day it was lost, if no contract says otherwise."""
        row, days = self.row, []
        if row["decision"] == "lost":
            recorded = row["recorded_at"].date() if row["recorded_at"] else None
            day = row["decision_date"] or recorded or row["start_date"]
            days.append(max(day, row["start_date"]))
        if self.last_month is not None and self.last_month <= self.settings.last_month:
            days.append(month_end(self.last_month))
        return min((d for d in days if d <= self.settings.as_of_date), default=None)

    @property
    def status(self) -> str:
        """The first that holds."""
        today = self.settings.as_of_date
        holds = {
            "not_started": self.row["start_date"] > today,
            "converted": self.contract is not None,
            "lost": self.lost_on is not None,
            "undecided": self.end is not None and self.end <= today,
        }
        return next((name for name, is_so in holds.items() if is_so), "running")

    @property
    def seats(self) -> int | None:
        """Its own, or the sum of its sites'."""
        if self.row["seats"] is not None:
            return self.row["seats"]
        seats = [site["seats"] for site in self.sites]
        return sum(seats) if seats and None not in seats else None


def pocs_of(
    done: Judged,
    accounts: Accounts,
    ledger: Ledger,
    items: list[LiveItem],
    settings: Settings,
) -> list[Poc]:
    """Every accepted PoC, with the contract that converted it."""
    parts: dict[str, dict[str, list[Values]]] = {}
    for table in ("crm_poc_criteria", "crm_poc_sites"):
        parts[table] = defaultdict(list)
        for row in accepted(done[table]):
            parts[table][row["poc_id"]].append(row)
    pocs = {
        row["poc_id"]: Poc(
            row,
            accounts.resolve(row["account_id"]),
            settings,
            *(parts[table][row["poc_id"]] for table in parts),
        )
        for row in accepted(done["crm_pocs"])
    }
    live = [item for item in items if item.place(settings.last_month) == "live"]
    taken = _convert_by_links(pocs, live, done)
    _convert_by_gains(list(pocs.values()), live, ledger, taken)
    return list(pocs.values())


def _convert_by_links(
    pocs: dict[str, Poc], live: list[LiveItem], done: Judged
) -> set[tuple[str, str, int]]:
    """Items that name a PoC; the (account, product, month) they began in."""
    names = {
        row["subscription_item_id"]: row["poc_id"]
        for row in accepted(done["billing_subscription_items"])
    }
    contracts: dict[str, dict[tuple[int, bool, str], list[LiveItem]]] = defaultdict(
        lambda: defaultdict(list)
    )
    taken = set()
    for item in live:
        poc = pocs.get(names[item.item_id] or "")
        month = month_of(item.start)
        if (
            poc
            and poc.account == item.account
            and month >= month_of(poc.row["start_date"])
        ):
            key = (month, item.product != poc.row["product_id"], item.product)
            contracts[poc.row["poc_id"]][key].append(item)
            taken.add((item.account, item.product, month))
    for name, found in contracts.items():
        month, _, product = min(found)
        parts = found[min(found)]
        first, mrr = min(i.start for i in parts), sum(i.mrr for i in parts)
        pocs[name].contract = (month, product, first, mrr)
        pocs[name].is_linked = True
    return taken


def _convert_by_gains(
    pocs: list[Poc],
    live: list[LiveItem],
    ledger: Ledger,
    taken: set[tuple[str, str, int]],
) -> None:
    """Month by month: the PoC that began first of those that wait for a gain."""
    waiting: dict[tuple[str, str], list[Poc]] = defaultdict(list)
    for poc in sorted(pocs, key=lambda p: (p.row["start_date"], p.row["poc_id"])):
        if not poc.contract and poc.row["product_id"]:
            waiting[poc.account, poc.row["product_id"]].append(poc)
    for (account, product), queue in waiting.items():
        states = ledger.products.get(account, {}).get(product, {})
        for month in ledger.months:
            gain = states.get(month, NOTHING).mrr - states.get(month - 1, NOTHING).mrr
            fit = [poc for poc in queue if not poc.contract and poc.holds(month)]
            if gain > 0 and fit and (account, product, month) not in taken:
                first = min(
                    item.start
                    for item in live
                    if (item.account, item.product) == (account, product)
                    and month_of(item.start) == month
                )
                fit[0].contract = (month, product, first, gain)
