"""Accounts with their attributes, and the dimensions that partition them."""

from typing import Any

from .accounts import UNKNOWN, Accounts
from .ledger import NOTHING, Ledger
from .movements import shown_seats
from .settings import Settings, month_end, month_of, month_start
from .sources import Judged, accepted
from .values import money

Row = dict[str, Any]
# {account: {dimension: value}}, accounts with MRR at some time only.
Dimensions = dict[str, dict[str, str]]

BANDS = (
    ("under_1m", 1_000_000),
    ("1m_to_10m", 10_000_000),
    ("10m_to_100m", 100_000_000),
)


def arr_band(mrr: int) -> str:
    """The band of an account's ARR, from its MRR in units of 0.0001."""
    arr = 12 * mrr
    fitting = (name for name, limit in BANDS if arr < limit * 10**4)
    return next(fitting, "from_100m")


def first_agreed(done: Judged, accounts: Accounts) -> dict[str, int]:
    """The first month in which each account agreed a reserved expansion."""
    first: dict[str, int] = {}
    for step in accepted(done["crm_reserved_expansions"]):
        account = accounts.resolve(step["account_id"])
        month = month_of(step["agreed_date"])
        first[account] = min(first.get(account, month), month)
    return first


def dim_accounts(
    done: Judged, accounts: Accounts, ledger: Ledger, settings: Settings
) -> list[Row]:
    """Every account: attributes, its start and what it is worth now."""
    agreed = first_agreed(done, accounts)
    rows = []
    for account in sorted(accounts.ids):
        first = ledger.first_month(account)
        now = ledger.accounts.get(account, {}).get(ledger.last, NOTHING)
        is_reserved = first is not None and agreed.get(account, first + 1) <= first
        rows.append(
            accounts.attributes(account)
            | {
                "first_mrr_month": None if first is None else month_start(first),
                "acquisition_year": None
                if first is None
                else settings.fiscal_year(first),
                "is_reserved_at_sale": is_reserved,
                "is_active": now.mrr > 0,
                "current_mrr": money(now.mrr),
                "current_arr": money(12 * now.mrr),
                "current_seats": shown_seats(now.seats),
            }
        )
    return rows


def dim_months(ledger: Ledger, settings: Settings) -> list[Row]:
    """The calendar."""
    return [
        {
            "month": month_start(month),
            "month_end": month_end(month),
            "fiscal_year": settings.fiscal_year(month),
            "fiscal_quarter": settings.fiscal_quarter(month),
            "is_last_reported": month == ledger.last,
        }
        for month in ledger.months
    ]


def dimensions_of(account_rows: list[Row]) -> Dimensions:
    """The dimension values of each account that has MRR at some time."""
    return {
        row["account_id"]: {
            "all": "all",
            "size_segment": row["size_segment"],
            "industry": row["industry"],
            "region": row["region"],
            "acquisition_year": str(row["acquisition_year"]),
            "reservation": "reserved_at_sale"
            if row["is_reserved_at_sale"]
            else "not_reserved",
        }
        for row in account_rows
        if row["first_mrr_month"] is not None
    }


def all_values(dimensions: Dimensions) -> set[tuple[str, str]]:
    """Every (dimension, value) that any account with MRR has."""
    return {pair for values in dimensions.values() for pair in values.items()}


def product_families(done: Judged) -> dict[str, str | None]:
    """The family of each known product."""
    products = accepted(done["billing_products"])
    return {row["product_id"]: row["product_family"] for row in products}


def family_mrr(
    ledger: Ledger, families: dict[str, str | None]
) -> dict[str, dict[str, list[int]]]:
    """MRR by account and product family, in every month of the calendar."""
    result: dict[str, dict[str, list[int]]] = {}
    for account, products in ledger.products.items():
        by_family = result.setdefault(account, {})
        for product, states in products.items():
            family = families.get(product) or "unknown"
            series = by_family.setdefault(family, [0] * len(ledger.months))
            for month, state in states.items():
                series[month - ledger.first] += state.mrr
    return result


def dimensions_before_landing(accounts: Accounts, account: str) -> dict[str, str]:
    """The dimension values of an account without MRR: it is not acquired yet."""
    row = accounts.attributes(account)
    own = {name: row[name] for name in ("size_segment", "industry", "region")}
    return {"all": "all", **own, "acquisition_year": UNKNOWN, "reservation": UNKNOWN}


def with_unlanded(
    accounts: Accounts, dimensions: Dimensions, names: set[str]
) -> Dimensions:
    """The dimensions of accounts with MRR, and of these accounts without."""
    return {a: dimensions_before_landing(accounts, a) for a in names} | dimensions
