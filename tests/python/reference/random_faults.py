"""What a source does to good rows: versions, bad values, other notations."""

import random
from datetime import date, timedelta

from nrr.contract import raw_contract

from .random_values import FIRST_DAY, any_day, some
from .rows import Raw

UNREADABLE = {
    "id": ["A\u200b1", "\u202eA1", "A1\ufeff"],
    "date": ["45678", "03/04/2025", "2025-02-30", "0000-00-00", "0025-01-31", "soon"],
    "timestamp": ["45678.5", "2025-02-30 10:00:00", "yesterday", "2025-01-31 25:00"],
    "boolean": ["maybe", "2", "はい"],
    "integer": ["1.5", "1,000", "ten", "0x10", "1_000", "▲2"],
    "decimal": ["1,234.56", "(250)", "▲250", "¥1000", "inf", "nan", "0x10", "1_000"],
}
FULL_WIDTH = str.maketrans("0123456789-/", "０１２３４５６７８９－／")


def _change(rng: random.Random, table: str, row: Raw) -> Raw:
    """What a correction of a row changes; nothing in most tables."""
    changes: dict[str, Raw] = {
        "billing_subscription_items": {
            "unit_amount": rng.choice(["100", "120"]),
            "quantity": "10",
            "end_date": rng.choice([row.get("end_date"), None]),
        },
        "billing_customers": {"account_id": rng.choice(["A0001", "A0002", None])},
        "crm_accounts": {"industry": "IT", "parent_account_id": "A0003"},
        "exchange_rates": {"rate": "151.5"},
        "crm_reserved_expansions": rng.choice(
            [
                {"agreed_date": "2021-01-05"},
                {"reserved_mrr": "80"},
                {"status": "cancelled", "cancelled_date": "2025-05-05"},
            ]
        ),
    }
    return changes.get(table, {})


def _days_before(rng: random.Random, as_of: date, count: int) -> list[str]:
    """Different instants within ten months before a day, earliest first."""
    days = sorted(rng.sample(range(300), count), reverse=True)
    clocks = ["T01:00:00Z", "T08:30:00+09:00", " 23:59:59"]
    return [f"{as_of - timedelta(days=day)}{rng.choice(clocks)}" for day in days]


def versions(rng: random.Random, table: str, row: Raw, as_of: date) -> list[Raw]:
    """A row with what a source may write about the same key besides."""
    changed = row | _change(rng, table, row)
    first, second, third = (
        {"recorded_at": instant} for instant in _days_before(rng, as_of, 3)
    )
    key = {name: row.get(name) for name in raw_contract()[table]["key"]}
    gone = key | {"is_deleted": "true"}
    next_day = as_of + timedelta(days=1)
    return some(
        rng,
        ([row], 120),
        ([row, dict(row)], 2),
        ([row, changed | first], 4),
        ([changed | first, row], 2),
        ([row, changed], 1),
        ([row, gone | first], 5),
        ([row, gone | {"recorded_at": str(any_day(rng, as_of))}], 3),
        ([row, row | {"is_deleted": "TRUE"} | first], 1),
        ([gone | first, row, gone | second], 3),
        ([row, changed | first, gone | second], 3),
        ([row, changed | first, gone | second, gone | third], 2),
        ([row, gone | first, changed | second], 2),
        ([row, gone | first, changed | second, gone | third], 1),
        ([gone | first, gone | second], 1),
        ([row, gone | {"recorded_at": row.get("recorded_at")}], 1),
        ([row, gone | {"recorded_at": str(FIRST_DAY)}], 1),
        ([row, changed | {"recorded_at": f"{next_day} 00:00:00"}], 1),
        ([row, gone | {"recorded_at": f"{next_day} 00:00:00"}], 1),
        ([row, changed | {"recorded_at": f"{next_day}T08:59:59+09:00"}], 1),
        ([row | {"recorded_at": f"{as_of + timedelta(days=9)}"}], 1),
    )


def spoilt(rng: random.Random, table: str, row: Raw) -> Raw:
    """The row with one column no longer good (or merely written otherwise)."""
    rules = raw_contract()[table]["columns"]
    column = rng.choice([name for name in rules if rules[name]["type"] != "text"])
    rule = rules[column]
    bad = [None, *UNREADABLE.get(rule["type"], [])]
    if "min" in rule:
        bad += ["-1", "-0.5"] if rule["type"] == "decimal" else ["-1"]
    if "above" in rule:
        bad += ["0", "-1"]
    if "max" in rule:
        bad.append(str(rule["max"] + 1))
    if rule["type"] == "currency":
        bad += ["JPYEN", "¥", "円", "J", "392", "ZZZ"]
    if "values" in rule:
        bad += ["other", "NA"]
    return row | {column: rng.choice(bad)}


def rewritten(rng: random.Random, table: str, row: Raw) -> Raw:
    """The same row in another notation: full-width, slashes, spaces, capitals."""
    rules = raw_contract()[table]["columns"]
    column = rng.choice([name for name in rules if row.get(name)])
    text, kind = row[column] or "", rules[column]["type"]
    forms = [f" {text} ", f"\u3000{text}\u3000", f"\u00a0{text}"]
    if kind == "date":
        forms += [text.replace("-", "/"), f"{text} 00:00:00"]
    if kind in ("date", "integer", "decimal"):
        forms.append(text.translate(FULL_WIDTH))
    if kind in ("code", "currency"):
        forms += [text.upper(), text.lower().capitalize()]
    return row | {column: rng.choice(forms)}
