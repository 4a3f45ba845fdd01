"""Random PoCs with criteria and sites, made from the items that may convert them.

Several of one account and product on purpose: one contract converts one of them.
"""

import random
from datetime import date, timedelta

from .random_values import any_day, recorded, some
from .rows import Raw

REASONS = ["well_adopted", "well_adopted", "strategic", "convenience", "other", None]


def _some_days(rng: random.Random, day: date, *days: int) -> str:
    return str(day + timedelta(days=rng.choice(days)))


def _poc(rng: random.Random, name: str, account: str, item: Raw, last: date) -> Raw:
    """A PoC that often began some weeks before the item did."""
    begun = min(date.fromisoformat(item["start_date"]), last)
    start = begun - timedelta(days=rng.choice([0, 10, 40, 90, 170, 300]))
    start = some(rng, (start, 5), (any_day(rng, last), 1))
    end = some(
        rng,
        (None, 2),
        (_some_days(rng, start, -1, 0, 30, 60, 90), 5),
        ("2029-01-01", 1),
    )
    decision = some(rng, (None, 2), ("won", 3), ("lost", 3))
    return {
        "poc_id": name,
        "account_id": account,
        "product_id": some(rng, (item["product_id"], 9), ("P9", 1)),
        "motion": rng.choice(["new_business", "expansion", None]),
        "purpose": some(rng, (None, 1), ("訪問件数", 2)),
        "start_date": str(start),
        "planned_end_date": some(
            rng, (None, 1), (_some_days(rng, start, -5, 30, 60, 120), 4)
        ),
        "end_date": end,
        "decision": decision,
        "decision_date": some(
            rng, (None, 1), (_some_days(rng, start, -3, 20, 60, 150, 600), 3)
        ),
        "lost_reason": some(rng, (None, 1), ("予算", 1)),
        "seats": some(rng, (None, 1), ("5", 2), ("0", 1), ("40", 1)),
        "recorded_at": recorded(rng, start),
    }


def pocs(
    rng: random.Random, tables: dict[str, list[Raw]], accounts: int, last: date
) -> dict[str, list[Raw]]:
    """PoCs, their criteria and sites; some items come to name one."""
    items = tables["billing_subscription_items"]
    account_of = {
        row["customer_id"]: row["account_id"] for row in tables["billing_customers"]
    }
    made: dict[str, list[Raw]] = {
        name: [] for name in ("crm_pocs", "crm_poc_criteria", "crm_poc_sites")
    }
    sites = [
        {"site_id": f"S{number}", "account_id": f"A{number:04}"} for number in range(9)
    ]
    while len(made["crm_pocs"]) < accounts // 2:
        item = rng.choice(items)
        account = account_of.get(item["customer_id"]) or rng.choice(["A0001", "A-gone"])
        for _ in range(rng.choice([1, 1, 2, 3])):
            name = f"T{len(made['crm_pocs']):04}"
            poc = _poc(rng, name, account, item, last)
            made["crm_pocs"].append(poc)
            start = date.fromisoformat(poc["start_date"])
            for number in range(rng.choice([0, 1, 2, 3])):
                criterion = {"criterion_id": f"K{name}-{number}", "poc_id": name}
                criterion["agreed_date"] = some(
                    rng, (None, 1), (_some_days(rng, start, -9, 0, 1, 30), 6)
                )
                criterion["is_met"] = rng.choice(["true", "false", None])
                made["crm_poc_criteria"].append(criterion)
            for site in rng.sample(sites, rng.choice([0, 1, 2, 3])):
                made["crm_poc_sites"].append(
                    {
                        "poc_id": name,
                        "site_id": site["site_id"],
                        "seats": some(rng, (None, 1), ("3", 6)),
                        "selection_reason": rng.choice(REASONS),
                    }
                )
            if rng.random() < 0.25:
                rng.choice([item, item, rng.choice(items)])["poc_id"] = name
    return {**made, "crm_account_sites": sites}
