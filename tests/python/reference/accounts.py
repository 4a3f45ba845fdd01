"""Which account a raw id stands for: merges first, then the hierarchy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .rows import Values
from .settings import Settings
from .sources import Judged, accepted

SIZE_LIMITS = (("small", 300), ("medium", 3_000), ("large", 30_000))
UNKNOWN = "unknown"

Pointers = dict[str, str | None]


def end_of_chain(start: str, pointers: Pointers) -> str | None:
    """The last known id a chain of pointers leads to; None where it runs in a circle.

    pointers: of every known id. One that points at itself, or at an id nothing
    knows, points nowhere.
    """
    seen = {start}
    here = start
    while (following := pointers.get(here)) in pointers and following != here:
        if following in seen:
            return None
        seen.add(following)
        here = following
    return here


def ends_of_chains(pointers: Pointers) -> dict[str, str]:
    """Where each id leads; to itself where that is in a circle."""
    return {start: end_of_chain(start, pointers) or start for start in pointers}


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
    names_in_billing: dict[str, str]

    def attributes(self, account: str) -> dict[str, Any]:
        """The columns of dim_accounts that come from the CRM.

        Where it has no name, the first of the account's customers has, or its id.
        """
        row = self.crm.get(account, {})
        name_in_billing = self.names_in_billing.get(account)
        return {
            "account_id": account,
            "account_name": row.get("account_name") or name_in_billing or account,
            "ultimate_parent_id": self.root(account),
            "employee_count": row.get("employee_count"),
            "addressable_seats": row.get("addressable_seats"),
            "industry": row.get("industry") or UNKNOWN,
            "region": row.get("region") or UNKNOWN,
            "size_segment": size_segment(row),
        }


def merges(crm: dict[str, Values]) -> Pointers:
    """What each account was merged into."""
    return {account: row["merged_into_account_id"] for account, row in crm.items()}


def parents(crm: dict[str, Values], survivor: dict[str, str]) -> Pointers:
    """The parent of each account, or what that was merged into."""
    named = {account: row["parent_account_id"] for account, row in crm.items()}
    return {a: survivor.get(parent, parent) for a, parent in named.items()}


def accounts_of(done: Judged, settings: Settings) -> Accounts:
    """Accounts from accepted CRM accounts, customers and items."""
    crm = {row["account_id"]: row for row in accepted(done["crm_accounts"])}
    survivor = ends_of_chains(merges(crm))
    roots = ends_of_chains(parents(crm, survivor))
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

    names: dict[str, str] = {}
    for row in accepted(done["billing_customers"]):
        account = row["account_id"] or f"billing:{row['customer_id']}"
        if name := row["customer_name"]:
            names[account] = min(names.get(account, name), name)
    items = accepted(done["billing_subscription_items"])
    customers = set(named) | {item["customer_id"] for item in items}
    ids = {resolve(a) for a in crm} | {of_customer(c) for c in customers}
    return Accounts(crm, resolve, root, of_customer, ids, names)


def account_issues(done: Judged) -> set[tuple[str, str]]:
    """(issue_code, account_id) of what is doubtful about merges and hierarchies."""
    crm = {row["account_id"]: row for row in accepted(done["crm_accounts"])}
    merged = merges(crm)
    survivor = ends_of_chains(merged)
    above = parents(crm, survivor)
    issues = set()
    for account, row in crm.items():
        has_survivor = survivor[account] != account
        found = {
            "merge_survivor_missing": merged[account] and merged[account] not in crm,
            "merge_cycle": end_of_chain(account, merged) is None,
            "own_parent": row["parent_account_id"] == account,
            "hierarchy_cycle": not has_survivor
            and end_of_chain(account, above) is None,
        }
        issues |= {(code, account) for code, holds in found.items() if holds}
    return issues
