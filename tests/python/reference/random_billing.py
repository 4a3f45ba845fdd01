"""Random customers and subscription items."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from .random_values import any_day, any_end, recorded, some
from .rows import Raw

QUANTITIES = ["1", "2", "5", "10", "10", "12", "0.5", "2.25"]
PRODUCTS = ["P1", "P1", "P2", "P3", "P4", "P?"]


def _item(rng: random.Random, customer: str, product: str, start: date) -> Raw:
    end = any_end(rng, start)
    status = some(
        rng, (None, 6), ("active", 12), ("trialing", 1), ("paused", 1), ("canceled", 3)
    )
    if rng.random() < 0.01:
        end = start - timedelta(days=rng.choice([1, 40]))
    trial_end = start + timedelta(days=rng.choice([-3, 0, 14, 31, 90]))
    has_trial = rng.random() < (0.8 if status == "trialing" else 0.03)
    charge = some(
        rng, (None, 4), ("recurring", 30), ("one_time", 1), ("usage", 1), ("poc", 1)
    )
    price = some(rng, *((p, 1) for p in ["100", "50", "33.33", "1200", "99.99995"]))
    if rng.random() < 0.06:
        price = rng.choice(["0", "0.00001", "7.00000001", "250000", "3500000"])
    interval = some(
        rng, ("month", 12), ("year", 5), ("quarter", 2), ("week", 1), ("day", 1)
    )
    return {
        "customer_id": customer,
        "product_id": product,
        "subscription_id": f"S-{customer}",
        "plan": some(rng, (None, 1), ("Basic", 3), ("Pro", 3)),
        "charge_type": charge,
        "status": status,
        "quantity": some(rng, (None, 3), *((q, 2) for q in QUANTITIES)),
        "unit_amount": price,
        "discount_percent": some(
            rng, (None, 12), ("0", 2), ("10", 2), ("33.3333", 1), ("100", 1)
        ),
        "currency": some(
            rng, ("JPY", 30), ("USD", 5), ("EUR", 4), ("GBP", 3), ("CHF", 1), ("ZZZ", 1)
        ),
        "billing_interval": interval,
        "billing_interval_count": some(
            rng, (None, 6), ("1", 6), ("2", 1), ("3.0", 1), ("7", 1)
        ),
        "start_date": str(start),
        "end_date": str(end) if end else None,
        "trial_end_date": str(trial_end) if has_trial else None,
        "recorded_at": recorded(rng, start),
    }


def _history(rng: random.Random, customer: str, last: date) -> Iterable[Raw]:
    """The items of one customer: renewals, gaps, steps beside one another, swaps."""
    product, start = rng.choice(PRODUCTS), any_day(rng, last)
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4, 6])):
        item = _item(rng, customer, product, start)
        yield item
        if item["end_date"] and rng.random() < 0.15:
            # What one product loses another gains, on the same day.
            other = "P3" if product != "P3" else "P1"
            swap = {"product_id": other, "start_date": item["end_date"]}
            yield item | swap | {"end_date": None, "status": None}
            return
        end = date.fromisoformat(item["end_date"] or str(any_day(rng, last)))
        end = start if end.year == 9999 else end
        gap = some(rng, (0, 8), (3, 1), (15, 1), (16, 1), (40, 1), (200, 1))
        start = some(rng, (end + timedelta(days=gap), 6), (start, 1))
        product = some(rng, (product, 4), ("P1", 1), ("P2", 1), ("P3", 1))


def billing(rng: random.Random, accounts: int, last: date) -> dict[str, list[Raw]]:
    """Customers, products and items of about `accounts` accounts."""
    customers: list[Raw] = []
    items: list[Raw] = []
    for number in range(accounts + accounts // 5):
        own = f"A{number % accounts:04}"
        account = some(rng, (own, 90), (None, 4), (f"X{number % 7}", 4))
        customer = f"C{number:05}"
        if rng.random() > 0.02:
            name = rng.choice([None, "Ω", "アクメ", "acme", "Acme", "ａｃｍｅ"])
            named = {"customer_id": customer, "customer_name": name}
            customers.append(named | {"account_id": account})
        items += _history(rng, customer, last)
    for number, item in enumerate(items):
        item["subscription_item_id"] = f"I{number:06}"
    families = {"P1": "Core", "P2": "Core", "P3": "Add-on", "P4": None}
    products: list[Raw] = [
        {"product_id": product, "product_name": product, "product_family": family}
        for product, family in families.items()
    ]
    return {
        "billing_customers": customers,
        "billing_products": products,
        "billing_subscription_items": items,
    }
