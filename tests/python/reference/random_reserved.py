"""Random reserved expansions of every kind, and the items that name them.

They are made from the items, so that agreement, plan and amount often meet what
billing shows: in time, late, in part, too much, for another product, or never.
"""

import random
from collections import defaultdict
from datetime import date, timedelta

from .random_values import any_day, recorded, some
from .rows import Raw

AMOUNTS = ["50", "100", "100", "250.5", "33.33", "1200", "7.00005", "0"]


def _near(rng: random.Random, day: date) -> date:
    """A day some months before or after another, or the day itself."""
    days = rng.choice([0, 0, 0, 1, 29, 45, 92, 200, 400])
    return day + timedelta(days=rng.choice([-1, 1]) * days)


def _cancellation(rng: random.Random, planned: date) -> Raw:
    """Whether a step was called off, and what is said of it."""
    kind = some(rng, ("open", 8), ("cancelled", 2), ("no day", 1), (None, 3))
    if kind == "cancelled":
        return {"status": "cancelled", "cancelled_date": str(_near(rng, planned))}
    return {"status": "cancelled" if kind == "no day" else kind}


def _taken_up(rng: random.Random, item: Raw, step: Raw, planned: date) -> Raw:
    """An item more for the same product: more than was reserved, or less."""
    start = _near(rng, planned)
    name = step["reserved_expansion_id"]
    return item | {
        "subscription_item_id": f"I-{name}",
        "product_id": some(rng, (step["product_id"], 9), (item["product_id"], 1)),
        "charge_type": None,
        "status": None,
        "quantity": None,
        "discount_percent": None,
        "trial_end_date": None,
        "billing_interval": "month",
        "billing_interval_count": None,
        "unit_amount": rng.choice(AMOUNTS),
        "currency": some(rng, (step["currency"], 3), ("JPY", 1)),
        "start_date": str(start),
        "end_date": some(rng, (None, 3), (str(start + timedelta(days=400)), 1)),
        "reserved_expansion_id": some(rng, (None, 2), (name, 1)),
    }


def reserved(
    rng: random.Random, billing: dict[str, list[Raw]], accounts: int, last: date
) -> list[Raw]:
    """Several steps each of accounts that have items, and some of ones that do not."""
    account_of = {
        row["customer_id"]: row["account_id"] for row in billing["billing_customers"]
    }
    by_account = defaultdict(list)
    for item in billing["billing_subscription_items"]:
        if account := account_of.get(item["customer_id"]):
            by_account[account].append(item)
    items = billing["billing_subscription_items"]
    steps: list[Raw] = []
    names = sorted(by_account)
    while len(steps) < accounts // 2:
        account = some(rng, (rng.choice(names), 20), ("A-gone", 1), ("A0000", 1))
        start = any_day(rng, last)
        for _ in range(rng.choice([1, 2, 2, 3, 5])):
            item = rng.choice(by_account[account] or items)
            start_day = date.fromisoformat(item["start_date"])
            planned = _near(rng, min(start_day, last))
            agreed = _near(rng, some(rng, (start, 2), (planned, 3)))
            steps.append(
                {
                    "reserved_expansion_id": f"R{len(steps):04}",
                    "account_id": account,
                    "opportunity_id": some(rng, (None, 1), (f"A00{len(steps):02}", 2)),
                    "expansion_kind": rng.choice(["upsell", "cross_sell"]),
                    "product_id": some(rng, (item["product_id"], 9), ("P9", 1)),
                    "agreed_date": str(agreed),
                    "planned_start_date": str(planned),
                    "reserved_seats": some(rng, (None, 1), ("5", 1)),
                    "reserved_mrr": rng.choice(AMOUNTS),
                    "currency": some(rng, ("JPY", 8), ("USD", 2), ("CHF", 1)),
                    "owner_id": some(rng, (None, 1), ("U1", 2), ("U2", 2)),
                    "recorded_at": recorded(rng, agreed),
                    **_cancellation(rng, planned),
                }
            )
            if rng.random() < 0.2:
                item["reserved_expansion_id"] = steps[-1]["reserved_expansion_id"]
            if rng.random() < 0.7:
                items.append(_taken_up(rng, item, steps[-1], min(planned, last)))
    return steps
