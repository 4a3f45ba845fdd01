"""Published worked examples as raw rows: each is a company within one company.

An example's accounts are an industry of that name, so that every mart by industry
answers it. What an example starts from stands in January 2024; what happens in it
happens in February, unless the example says otherwise.
"""

from datetime import date

from companies import Tables

OPENING, NEXT = "2024-01-01", "2024-02-01"
AS_OF = date(2025, 1, 31)
Item = dict[str, str]
Account = list[Item]


def item(amount: float, start: str = NEXT, end: str = "", **more: str) -> Item:
    """One subscription item: an amount a month from start to end."""
    price = {"unit_amount": str(amount), "currency": "USD", "billing_interval": "month"}
    days = {"start_date": start, "end_date": end}
    return {"product_id": "product", **price, **days, **more}


def paying(
    before: float, after: float, accounts: int = 1, on: str = NEXT, **more: str
) -> list[Account]:
    """Accounts that pay another amount from a day on; 0 is nothing."""
    if before == after:
        return [[item(before, OPENING, **more)] for _ in range(accounts)]
    items = [item(before, OPENING, on, **more), item(after, on, **more)]
    kept = [each for each in items if each["unit_amount"] != "0"]
    return [[dict(each) for each in kept] for _ in range(accounts)]


def returning(amount: float, accounts: int = 1) -> list[Account]:
    """Accounts that paid in December, not in January, and pay again."""
    past = item(amount, "2023-12-01", OPENING)
    return [[dict(past), item(amount)] for _ in range(accounts)]


def trying(accounts: int, paid: int) -> list[Account]:
    """Accounts on trial over the end of January; the first ones stay and pay."""
    trial = {"status": "trialing", "trial_end_date": "2024-02-09"}
    ends = ["" if n < paid else "2024-02-09" for n in range(accounts)]
    return [[item(100, "2024-01-10", end, **trial)] for end in ends]


HALF_YEARLY = {"billing_interval_count": "6"}
R1 = [*paying(6_000_000, 7_800_000), *paying(3_100_000, 2_500_000), *paying(900_000, 0)]
R3 = [*paying(80_000, 95_000), *paying(12_000, 7_000), *paying(8_000, 0)]
R8 = [*paying(10_000, 10_000), *paying(3000, 3000, 6), *paying(3000, 0, 2)]
R14 = [*paying(50_000, 0), *paying(1000, 0, 5), *paying(2293, 2293, 193)]


def quick(new: float, expansion: float, churn: float, contraction: float) -> list:
    """Accounts with these four changes."""
    stays = [*paying(9000, 9000 + expansion), *paying(9000, 9000 - contraction)]
    return [*paying(0, new), *stays, *paying(churn, 0)]


EXAMPLES: dict[str, list[Account]] = {
    "M1": quick(20_000, 5000, 8000, 4000),
    "M2": paying(1800, 2400, **HALF_YEARLY),
    "M3": paying(0, 1800, **HALF_YEARLY),
    "M4": paying(1800, 1200, **HALF_YEARLY),
    "M5": [*returning(50), *returning(100), *returning(200)],
    "M6": [*returning(40, 3), *returning(100, 2)],
    "M8": [
        *paying(6_000_000, 6_122_000),
        *paying(5_641_000, 5_578_000, on="2024-03-01"),
        *paying(0, 418_000, on="2024-03-01"),
        *paying(387_000, 0, on="2024-04-01"),
    ],
    "M9": paying(100, 70),
    "N1": [[item(1200, billing_interval="year")]],
    "N2": [[item(90, billing_interval_count="3")]],
    "N5": [[item(12_000, billing_interval="year", billing_interval_count="2")]],
    "N6": [[item(20, end="2026-02-01")]],
    "N7": [[item(100, "2024-03-29")]],
    "N9": [[item(100, discount_percent="25"), item(100, discount_percent="25")]],
    "R1": R1,
    "R2": R1,
    "R3": R3,
    "R4": R3,
    "R5": [*paying(22_000, 30_000), *paying(5000, 0)],
    "R6": [*paying(50, 60), *paying(40, 30), *paying(10, 0)],
    "R8": [*R8, *paying(500, 500)],
    "R9": [*R8, *paying(500, 500)],
    "R12": [*paying(100, 100, 975), *paying(100, 0, 25)],
    "R14": [*R14, *paying(2451, 2451)],
    "R15": [*R14, *paying(2451, 2451)],
    "Q1": quick(20_000, 8000, 5000, 3000),
    "Q2": quick(5000, 1200, 800, 400),
    "Q3": quick(15_000, 5000, 3000, 2000),
    "C1": [*paying(22_000, 22_000), [item(3000, OPENING, "2025-06-01")]],
    "C2": [[item(10_000, OPENING, billing_interval="year")]],
    "C3": paying(10, 20, discount_percent="10"),
    "C9": [[item(5, OPENING, NEXT, quantity="10"), item(5, quantity="13")]],
    "G1": [*paying(30, 30, 2), *paying(20, 20, 2)],
    "G2": [a for share in (32, 25, 19, 9, 8, 7) for a in paying(share, share)],
    "G7": [a for share in (10, 20, 30, 40, 50) for a in paying(share, share)],
    "T1": trying(200, 60),
    "T2": trying(200, 40),
}
# example: (planned start, reserved MRR) of steps its first account agreed to
RESERVED = {
    "C1": [("2025-04-01", "500")],
    "C2": [("2025-02-01", "833.3333"), ("2026-02-01", "833.3333")],
}


def tables() -> Tables:
    """All examples as the tables of one company."""
    accounts = {
        f"{example}-{n:04d}": (example, items)
        for example, found in EXAMPLES.items()
        for n, items in enumerate(found, 1)
    }
    step = {"expansion_kind": "upsell", "product_id": "product", "currency": "USD"}
    return {
        "crm_accounts": [
            {"account_id": account, "industry": example}
            for account, (example, _) in accounts.items()
        ],
        "billing_customers": [
            {"customer_id": account, "account_id": account} for account in accounts
        ],
        "billing_subscription_items": [
            {**each, "subscription_item_id": f"{account}/{n}", "customer_id": account}
            for account, (_, items) in accounts.items()
            for n, each in enumerate(items, 1)
        ],
        "crm_reserved_expansions": [
            {"reserved_expansion_id": f"{example}/{start}", "account_id": account}
            | {"agreed_date": OPENING, "planned_start_date": start}
            | {"reserved_mrr": mrr, **step}
            for example, steps in RESERVED.items()
            for account in [f"{example}-0001"]
            for start, mrr in steps
        ],
    }


def test_ids_are_unique() -> None:
    rows = tables()["billing_subscription_items"]
    assert len({row["subscription_item_id"] for row in rows}) == len(rows)
