"""The sections of an account's story as tables: {section: (title, a row's cells)}.

A row's cells are texts by header; headers in NUMBERS stand to the right.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from nrr.account import Row
from nrr.output import NOTHING, amount, whole

NUMBERS = {"change", "MRR", "taken up", "potential ARR"}
TIMES = {True: "on time", False: "late", None: ""}


def _movement(row: Row) -> dict[str, str]:
    return {
        "month": f"{row['month']:%Y-%m}",
        "what": row["movement_type"],
        "change": _change(row["mrr_change"]),
        "MRR": amount(row["current_mrr"]),
        "why": "; ".join(map(_driver, row["drivers"] or [])),
    }


def _reservation(row: Row) -> dict[str, str]:
    return {
        "step": row["reserved_expansion_id"],
        "product": _product(row),
        "agreed": text(row["agreed_date"]),
        "planned": f"{row['planned_month']:%Y-%m}",
        "MRR": amount(row["reserved_mrr"]),
        "taken up": amount(row["fulfilled_mrr"]),
        "status": words(row["status"], row["timing"]),
    }


def _poc(row: Row) -> dict[str, str]:
    is_converted = row["converted_month"] is not None
    return {
        "PoC": row["poc_id"],
        "product": _product(row),
        "start": text(row["start_date"]),
        "end": text(row["end_date"]),
        "criteria": _criteria(row),
        "status": words(row["status"], row["lost_reason"]),
        "contract": f"{row['converted_month']:%Y-%m}" if is_converted else NOTHING,
        "MRR": amount(row["converted_mrr"]),
        "seats": f"{text(row['poc_seats'])} → {text(row['seats_at_conversion'])}",
    }


def _event(row: Row) -> dict[str, str]:
    return {
        "day": text(row["event_date"]),
        "what": words(*row["events"]),
        "": TIMES[row["is_on_time"]],
    }


def _request(row: Row) -> dict[str, str]:
    return {
        "request": row["request_id"],
        "product": _product(row),
        "asked": text(row["requested_date"]),
        "status": words(row["status"], "blocking" if row["is_blocking"] else None),
        "potential ARR": amount(row["potential_arr"]),
    }


def _issue(row: Row) -> dict[str, str]:
    return {"issue": words(row["issue_code"]), "what it says": row["detail"]}


TABLES: dict[str, tuple[str, Callable[[Row], dict[str, str]]]] = {
    "movements": ("Movements", _movement),
    "reservations": ("Reserved at sales", _reservation),
    "pocs": ("PoCs", _poc),
    "events": ("Milestones, reviews, proposals and releases", _event),
    "open_requests": ("Open requests", _request),
    "issues": ("Contradictions in the data", _issue),
}


def words(*parts: Any) -> str:
    """Codes as words, those there are."""
    return ", ".join(str(part).replace("_", " ") for part in parts if part)


def text(value: Any) -> str:
    """A value as it is, or a dash."""
    return NOTHING if value is None else str(value)


def _change(money: Decimal) -> str:
    return f"{whole(money):+,}"


def _driver(driver: Row) -> str:
    """seat expansion of P-MAP +12,000 (+10 seats)."""
    seats = driver["seats_change"]
    tail = f" ({seats:+,} seats)" if seats else ""
    name = f"{words(driver['driver'])} of {driver['product']}"
    return f"{name} {_change(driver['mrr_change'])}{tail}"


def _product(row: Row) -> str:
    return text(row["product_name"] or row["product_id"])


def _criteria(row: Row) -> str:
    """2 of 3 met, agreed first."""
    if not row["criteria"]:
        return "none"
    when = "agreed first" if row["has_criteria_before_start"] else "agreed later"
    return f"{text(row['criteria_met'])} of {row['criteria']} met, {when}"
