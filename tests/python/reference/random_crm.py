"""Random CRM accounts, exchange rates, and all other tables."""

import random
from datetime import date, timedelta
from typing import Any

from nrr.contract import raw_contract

from .random_values import any_day, recorded, some
from .rows import Raw

GENERIC_ROWS = 60


def crm(rng: random.Random, accounts: int, last: date) -> dict[str, list[Raw]]:
    """Accounts with merges and parents of every kind."""
    ids = [f"A{number:04}" for number in range(accounts)]
    hubs = [*ids[:23], "A-gone"]
    rows: list[Raw] = [
        {
            "account_id": account,
            "account_name": rng.choice(
                ['Acme, "Inc"', "NA", "=1+1", "改行\nあり", None]
            ),
            "parent_account_id": some(
                rng, (_pointer(rng, account, hubs, 0.25), 20), (account, 1)
            ),
            "merged_into_account_id": _pointer(rng, account, hubs, 0.08),
            "employee_count": some(
                rng, (None, 2), ("299", 2), ("300", 2), ("2999", 1), ("30000.0", 1)
            ),
            "addressable_seats": some(rng, (None, 1), ("50", 1)),
            "industry": some(rng, (None, 1), ("IT", 2), ("Retail", 2)),
            "region": some(rng, (None, 1), ("東京", 2), ("East", 2), ("West", 1)),
            "size_segment": some(rng, (None, 12), ("strategic", 1)),
        }
        for account in ids
        if rng.random() > 0.02
    ]
    return {"crm_accounts": rows}


def _pointer(
    rng: random.Random, account: str, hubs: list[str], share: float
) -> str | None:
    """Another account, now and then: chains, cycles and dead ends.

    A share of the accounts points at a hub; hubs point at one another, three by
    three, or at an account nobody knows.
    """
    if account not in hubs:
        return rng.choice(hubs) if rng.random() < share else None
    first = hubs.index(account) // 3 * 3
    near = [hub for hub in hubs[first : first + 3] if hub != account]
    return some(rng, (None, 1), ("A-gone", 1), *((hub, 2) for hub in near))


def rates(last: date) -> list[Raw]:
    """USD direct; EUR inverse only; GBP both; CHF only when it is too late."""
    rows: list[Raw] = []
    quotes = [
        ("USD", "JPY", "150.25"),
        ("JPY", "EUR", "0.0061"),
        ("GBP", "JPY", "190"),
        ("JPY", "GBP", "0.005"),
    ]
    for week in range(30):
        day = last - timedelta(days=7 * week + 2)
        for source, target, rate in quotes:
            wobble = f"{float(rate) * (1 + week / 1000):.8f}" if week else rate
            row = {"from_currency": source, "to_currency": target, "rate": wobble}
            rows.append(row | {"rate_date": str(day)})
    late = {"from_currency": "CHF", "to_currency": "JPY", "rate": "3"}
    return [*rows, late | {"rate_date": str(last + timedelta(days=1))}]


def _anything(rng: random.Random, rule: dict[str, Any], last: date) -> str | None:
    """A value that fits a column, from the smallest of domains."""
    kind = rule["type"]
    if not rule.get("required") and rng.random() < 0.3:
        return None
    if kind == "code":
        return rng.choice(rule["values"])
    ids = [f"A{n:04}" for n in range(25)] + ["A-gone", "P1", "P2"]
    return {
        "id": rng.choice(ids),
        "text": rng.choice(["-1", "ほか", "null"]),
        "currency": rng.choice(["JPY", "USD"]),
        "date": str(any_day(rng, last)),
        "timestamp": recorded(rng, any_day(rng, last)),
        "boolean": rng.choice(["true", "false", "TRUE"]) if rng.random() < 0.5 else "",
        "integer": rng.choice(["1", "7", "40.0"]),
        "decimal": rng.choice(["1", "12.5", "0.3333"]),
    }[kind]


def generic(rng: random.Random, table: str, last: date) -> list[Raw]:
    """Rows of any table, from its contract alone."""
    rules = raw_contract()[table]["columns"]
    rows = []
    for _ in range(GENERIC_ROWS):
        row = {name: _anything(rng, rule, last) for name, rule in rules.items()}
        rows.append(row | {"is_deleted": some(rng, (None, 9), ("true", 1))})
    return rows
