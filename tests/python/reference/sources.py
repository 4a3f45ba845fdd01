"""Every raw table judged, in the order in which tables lean on one another."""

from collections.abc import Mapping
from typing import Any

from nrr.contract import raw_contract

from .money import Rates, amount_reason, constant_rates, reserved_reason
from .rows import Raw, Reason, Row, Values, judged
from .settings import Settings

RawTables = Mapping[str, list[Raw]]
Judged = dict[str, list[Row]]
References = dict[str, set[str]]

FIRST = ("exchange_rates", "billing_customers", "crm_accounts")
AMOUNT_REASONS = {
    "billing_subscription_items": amount_reason,
    "crm_reserved_expansions": reserved_reason,
}
LAST = ("crm_poc_criteria", "crm_poc_sites")
OUTCOMES = ("accepted", "superseded", "deleted", "rejected", "not_yet_known")


def accepted(rows: list[Row]) -> list[Values]:
    """The values of the rows that count."""
    return [row.values for row in rows if row.outcome == "accepted"]


def in_order() -> list[str]:
    """The tables of the contract, each after those it refers to."""
    middle = [t for t in raw_contract() if t not in FIRST + LAST]
    return [*FIRST, *middle, *LAST]


def unknown_reference(table: str, values: Values, known: References) -> Reason | None:
    """The first column, in contract order, that names what nothing knows."""
    for column, rule in raw_contract()[table]["columns"].items():
        target = rule.get("references")
        if target and values[column] not in known[target]:
            is_rate = target == "fx_rate"
            return ("fx_rate_missing" if is_rate else f"unknown_{target}"), column
    return None


def known_references(done: Judged, rates: Rates) -> References:
    """Ids that other rows may name. An account is known to the CRM or to billing."""

    def ids(table: str, column: str) -> set[str]:
        return {row[column] for row in accepted(done.get(table, [])) if row[column]}

    return {
        "account": ids("crm_accounts", "account_id")
        | ids("billing_customers", "account_id"),
        "poc": ids("crm_pocs", "poc_id"),
        "site": ids("crm_account_sites", "site_id"),
        "fx_rate": set(rates),
    }


def rates_of(done: Judged, settings: Settings) -> Rates:
    """The constant rate of each currency that has one."""
    quotes = accepted(done.get("exchange_rates", []))
    return constant_rates(quotes, settings.reporting_currency, settings.fx_date)


def judged_tables(raw: RawTables, settings: Settings) -> Judged:
    """Each table's rows with their outcomes; a missing table has no rows."""
    done: Judged = {}
    for table in in_order():
        rates = rates_of(done, settings)
        known = known_references(done, rates)
        check = AMOUNT_REASONS.get(table, lambda values, rates: None)
        done[table] = judged(
            table,
            raw.get(table, []),
            settings,
            amount=lambda v, c=check, r=rates: c(v, r),
            reference=lambda v, t=table, k=known: unknown_reference(t, v, k),
        )
    return done


def reconciliation(done: Judged, items: dict[str, int]) -> list[dict[str, Any]]:
    """fct_source_reconciliation: how many rows of each table ended where.

    items: accepted subscription items by how they stand to MRR.
    """
    rows = []
    for table, judged_rows in done.items():
        counts = dict.fromkeys(OUTCOMES, 0)
        for row in judged_rows:
            counts[row.outcome] += 1
        unknown = counts.pop("not_yet_known")
        row = {"source_table": table, "loaded_rows": sum(counts.values())}
        counts["not_yet_known"] = unknown
        is_items = table == "billing_subscription_items"
        counts |= items if is_items else dict.fromkeys(items, 0)
        row |= {f"{outcome}_rows": count for outcome, count in counts.items()}
        rows.append(row | {"is_reconciled": True})
    return rows


def rejected_rows(done: Judged) -> list[dict[str, Any]]:
    """fct_rejected_rows: every rejected row with its first reason."""
    return [
        {
            "source_table": table,
            "row_number": row.number,
            "row_key": row.key,
            "reason_code": row.reason[0],
            "column_name": row.reason[1],
        }
        for table, judged_rows in done.items()
        for row in judged_rows
        if row.reason
    ]
