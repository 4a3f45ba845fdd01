"""fct_feature_request_impact from its definition."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from .accounts import Accounts
from .ledger import NOTHING, Ledger
from .money import Rates
from .settings import Settings, month_of
from .sources import Judged, accepted
from .values import money, round_away

EFFECT = timedelta(days=180)  # request_effect_days


def _expansion(ledger: Ledger, account: str, months: range) -> int:
    """What the account paid more than the month before, while it stayed."""
    states = ledger.accounts.get(account, {})
    found = 0
    for month in months:
        before, after = (states.get(m, NOTHING).mrr for m in (month - 1, month))
        if 0 < before < after and month in ledger.months:
            found += after - before
    return found


def request_impact(
    done: Judged,
    accounts: Accounts,
    rates: Rates,
    ledger: Ledger,
    settings: Settings,
) -> Iterator[dict[str, Any]]:
    """One row a request."""
    today = settings.as_of_date
    rows, asking = [], defaultdict(set)
    for row in accepted(done["crm_feature_requests"]):
        if row["requested_date"] > today:
            continue
        account = accounts.resolve(row["account_id"])
        status, released = row["status"] or "open", row["released_date"]
        if released:
            status = "released" if released <= today else "planned"
        key = (row["product_id"], bool(row["is_blocking"]), status)
        asking[key].add(account)
        rows.append((row, account, key, released if status == "released" else None))
    for row, account, key, released in rows:
        rate = rates.get(row["currency"])
        is_sized = rate is not None and row["potential_mrr"] is not None
        potential = round_away(row["potential_mrr"] * 10**4 * rate) if is_sized else 0
        now = ledger.accounts.get(account, {}).get(ledger.last, NOTHING).mrr
        planned, last, followed = row["planned_release_date"], None, None
        if released:
            last = month_of(released + EFFECT)
            months = range(month_of(released) + 1, last + 1)
            followed = money(_expansion(ledger, account, months))
        yield {
            "request_id": row["request_id"],
            "account_id": account,
            "product_id": row["product_id"],
            "requested_date": row["requested_date"],
            "released_date": released,
            "is_blocking": key[1],
            "is_pulled_forward": released < planned if released and planned else None,
            "status": key[2],
            "accounts_asking": len(asking[key]) if row["product_id"] else 1,
            "potential_arr": money(12 * potential) if is_sized else None,
            "account_arr": money(12 * now),
            "expansion_mrr_after_release": followed,
            "is_effect_complete": None if last is None else last <= ledger.last,
        }
