"""Which account a raw id stands for: merges first, then the hierarchy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .rows import Values
from .settings import Settings
from .sources import Judged, accepted

SIZE_LIMITS = (("small", 300), ("medium", 3_000), ("large", 30_000))
UNKNOWN = "unknown"


def end_of_chain(start: str, pointers: dict[str, str | None], known: set[str]) -> str:
    """Where a chain of pointers ends; `start` itself where it ends nowhere.

    A chain ends at the last known id, and nowhere when it runs into a cycle. A
    pointer at oneself, or at an id nothing knows, is no pointer.
    """
    seen = {start}
    here = start
    while (following := pointers.get(here)) in known and following != here:
        if following in seen:
            return start
        seen.add(following)
        here = following
    return here


def size_segment(crm_row: Values) -> str:
    """The CRM's segment where it sets one, else the band of the employee count."""
    if crm_row.get("size_segment"):
        return crm_row["size_segment"]
    employees = crm_row.get("employee_count")
    if employees is None:
        return UNKNOWN
    fitting = (name for name, limit in SIZE_LIMITS if employees < limit)
    return next(fitting, "enterprise")


@dataclass(frozen=True)
class Accounts:
    """Every account of a company and how ids lead to it."""

    crm: dict[str, Values]
    resolve: Callable[[str], str]
    root: Callable[[str], str]
    of_customer: Callable[[str], str]
    ids: set[str]

    def attributes(self, account: str) -> dict[str, Any]:
        """The columns of dim_accounts that come from the CRM; an id names itself."""
        row = self.crm.get(account, {})
        return {
            "account_id": account,
            "account_name": row.get("account_name") or account,
            "ultimate_parent_id": self.root(account),
            "employee_count": row.get("employee_count"),
            "addressable_seats": row.get("addressable_seats"),
            "industry": row.get("industry") or UNKNOWN,
            "region": row.get("region") or UNKNOWN,
            "size_segment": size_segment(row),
        }


def accounts_of(done: Judged, settings: Settings) -> Accounts:
    """Accounts from accepted CRM accounts, customers and items."""
    crm = {row["account_id"]: row for row in accepted(done["crm_accounts"])}
    known = set(crm)
    merges = {a: row["merged_into_account_id"] for a, row in crm.items()}
    survivor = {a: end_of_chain(a, merges, known) for a in crm}
    parents = {
        a: survivor.get(row["parent_account_id"], row["parent_account_id"])
        for a, row in crm.items()
    }
    roots = {a: end_of_chain(a, parents, known) for a in crm}
    named = {
        row["customer_id"]: row["account_id"]
        for row in accepted(done["billing_customers"])
    }

    def root(account: str) -> str:
        return roots.get(account, account)

    def resolve(account: str) -> str:
        account = survivor.get(account, account)
        return root(account) if settings.account_level == "ultimate_parent" else account

    def of_customer(customer: str) -> str:
        return resolve(named.get(customer) or f"billing:{customer}")

    items = accepted(done["billing_subscription_items"])
    customers = set(named) | {item["customer_id"] for item in items}
    ids = {resolve(a) for a in crm} | {of_customer(c) for c in customers}
    return Accounts(crm, resolve, root, of_customer, ids)
