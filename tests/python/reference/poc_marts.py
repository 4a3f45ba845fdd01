"""The rows of fct_pocs and fct_poc_conversion."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any

from .accounts import Accounts
from .ledger import NOTHING, Ledger
from .movements import shown_seats
from .pocs import Poc
from .settings import Settings, month_of, month_start
from .values import money

Row = dict[str, Any]


def _target_selection(poc: Poc) -> str:
    said = [s["selection_reason"] for s in poc.sites if s["selection_reason"]]
    if not said:
        return "unknown"
    return "well_adopted" if 2 * said.count("well_adopted") >= len(said) else "other"


def _ratio(above: int | None, below: int | None) -> float | None:
    return above / below if above is not None and below else None


def _contract(poc: Poc, ledger: Ledger) -> Row:
    """What is known of a PoC's contract, and what became of it in a year."""
    if not poc.contract:
        return {"converted_month": None, "days_to_conversion": None}
    month, product, first, mrr = poc.contract
    states = ledger.products.get(poc.account, {}).get(product, {})
    then = shown_seats(states.get(month, NOTHING).seats)
    later = None
    if month + 12 <= ledger.last:
        later = shown_seats(states.get(month + 12, NOTHING).seats)
    return {
        "converted_month": month_start(month),
        "days_to_conversion": max((first - poc.row["start_date"]).days, 0),
        "converted_mrr": money(mrr),
        "is_explicit_link": poc.is_linked,
        "seats_at_conversion": then,
        "seats_after_12_months": later,
        "scale_ratio_at_conversion": _ratio(then, poc.seats),
        "scale_ratio": _ratio(later, poc.seats),
        "has_scaled": None if later is None or poc.seats is None else later > poc.seats,
    }


def poc_rows(pocs: list[Poc], ledger: Ledger) -> Iterator[Row]:
    """fct_pocs: one row a PoC."""
    for poc in pocs:
        row = poc.row
        judged = [c["is_met"] for c in poc.criteria if c["is_met"] is not None]
        agreed = [c["agreed_date"] for c in poc.criteria if c["agreed_date"]]
        is_lost = poc.status == "lost"
        yield {
            "poc_id": row["poc_id"],
            "account_id": poc.account,
            "product_id": row["product_id"],
            "motion": row["motion"] or "unknown",
            "start_date": row["start_date"],
            "end_date": poc.end,
            "has_purpose": row["purpose"] is not None,
            "has_criteria_before_start": any(d <= row["start_date"] for d in agreed),
            "criteria": len(poc.criteria),
            "criteria_met": sum(judged) if judged else None,
            "target_selection": _target_selection(poc),
            "sites": len(poc.sites),
            "poc_seats": poc.seats,
            "status": poc.status,
            "lost_date": poc.lost_on if is_lost else None,
            "lost_reason": row["lost_reason"] if is_lost else None,
            **_contract(poc, ledger),
        }


def _cuts(row: Row, segment: str) -> Row:
    """A PoC's value of each dimension."""
    met = {None: "not_judged", 0: "none", row["criteria"]: "all"}
    return {
        "all": "all",
        "motion": row["motion"],
        "size_segment": segment,
        "criteria_before_start": "yes" if row["has_criteria_before_start"] else "no",
        "purpose_stated": "yes" if row["has_purpose"] else "no",
        "criteria_met": met.get(row["criteria_met"], "some"),
        "target_selection": row["target_selection"],
    }


def conversion(
    rows: list[Row], accounts: Accounts, settings: Settings
) -> Iterator[Row]:
    """fct_poc_conversion, but for the interval, which a library checks."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] == "not_started":
            continue
        month = month_of(row["start_date"])
        year, part = settings.fiscal_year(month), settings.fiscal_quarter(month)
        segment = accounts.attributes(row["account_id"])["size_segment"]
        for dimension, value in _cuts(row, segment).items():
            for quarter in ("all", f"{year}-Q{part}"):
                groups[quarter, dimension, value].append(row)
    for (quarter, dimension, value), members in groups.items():
        count = Counter(row["status"] for row in members)
        won = [r for r in members if r["status"] == "converted"]
        ratios = [r["scale_ratio"] for r in won if r["scale_ratio"] is not None]
        scaled = [r["has_scaled"] for r in won if r["has_scaled"] is not None]
        days = [r["days_to_conversion"] for r in won]
        yield {
            "started_quarter": quarter,
            "dimension": dimension,
            "dimension_value": value,
            "started": len(members),
            **{s: count[s] for s in ("running", "undecided", "converted", "lost")},
            "conversion_rate": _ratio(len(won), len(won) + count["lost"]),
            "conversion_rate_of_started": len(won) / len(members),
            "median_days_to_conversion": float(median(days)) if days else None,
            "scale_known": len(scaled),
            "did_not_scale": scaled.count(False),
            "median_scale_ratio": float(median(ratios)) if ratios else None,
        }
