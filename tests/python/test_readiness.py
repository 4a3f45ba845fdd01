"""fct_account_expansion_readiness beside its definitions, in plain Python.

Every account of the sample: from accepted CRM rows and states, with no SQL but `from`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import isclose
from pathlib import Path

import duckdb
import pytest

TODAY, YEAR_AGO, OLD = date(2026, 3, 31), date(2025, 3, 31), date(2025, 9, 30)
OPEN_STEPS = ("pending", "partially_fulfilled", "overdue")
TABLES = {
    "milestones": "staging.stg_crm__milestones",
    "reviews": "staging.stg_crm__executive_reviews",
    "requests": "staging.stg_crm__feature_requests",
    "proposals": "staging.stg_crm__expansion_proposals",
    "usage": "staging.stg_product__usage_monthly",
    "states": "intermediate.int_product_mrr_states",
    "steps": "marts.fct_reserved_expansions",
    "pocs": "marts.fct_pocs",
}
Row = dict


@pytest.fixture(scope="module")
def build(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's private build."""
    path = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def rows_of(build: duckdb.DuckDBPyConnection) -> dict[str, dict[str, list[Row]]]:
    """{table: {account: rows}}, merged accounts under their survivor."""
    survivor = dict(
        build.sql(
            "select account_id, ledger_account_id from intermediate.int_accounts_resolved"
        ).fetchall()
    )
    found: dict[str, dict[str, list[Row]]] = {}
    for name, table in TABLES.items():
        rows = build.sql(f"from {table}")
        groups = found.setdefault(name, defaultdict(list))
        for values in rows.fetchall():
            row = dict(zip(rows.columns, values, strict=True))
            groups[survivor.get(row["account_id"], row["account_id"])].append(row)
    return found


def seat_facts(rows_of: dict, account: str, addressable: int | None) -> Row:
    """Seats, what a seat costs, and how many are used."""
    latest = {}
    for state in sorted(rows_of["states"][account], key=lambda r: r["month"]):
        latest[state["product_id"]] = state
    sold = {
        name: (round(state["current_seats"]), state["current_mrr"])
        for name, state in latest.items()
        if state["current_mrr"] > 0 and state["current_seats"]
    }
    used: dict[str, int] = defaultdict(int)
    for row in rows_of["usage"][account]:
        if (
            row["month"].replace(day=1) == date(2026, 3, 1)
            and row["product_id"] in sold
        ):
            used[row["product_id"]] += row["active_seats"]
    measured = sum(sold[name][0] for name in used)
    seats = max((number for number, _ in sold.values()), default=None)
    space = None
    if seats is not None and addressable is not None:
        price = Fraction(12 * sum(mrr for _, mrr in sold.values())) / seats
        exact = max(addressable - seats, 0) * price
        units = Decimal(exact.numerator * 10**4) / Decimal(exact.denominator)
        space = units.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-4)
    return {
        "seats": seats,
        "adoption_rate": sum(used.values()) / measured if measured else None,
        "white_space_arr": space,
    }


def practice_facts(rows_of: dict, account: str) -> Row:
    """What was done for the account, by today."""
    reviews = [
        row
        for row in rows_of["reviews"][account]
        if row["decision_maker_attended"] and row["held_date"] <= TODAY
    ]
    done = defaultdict(list)
    for row in rows_of["milestones"][account]:
        if row["achieved_date"] and row["achieved_date"] <= TODAY:
            done[row["milestone"]].append(row["achieved_date"])
    asks = rows_of["requests"][account]
    proposals = [r["proposed_date"] for r in rows_of["proposals"][account]]
    proposals = [day for day in proposals if day <= TODAY]
    steps = [s for s in rows_of["steps"][account] if s["status"] in OPEN_STEPS]
    pocs = [p for p in rows_of["pocs"][account] if p["status"] != "not_started"]
    last = max(pocs, key=lambda p: (p["start_date"], p["poc_id"]), default=None)
    return {
        "onboarded_date": min(done["onboarded"], default=None),
        "light_success_date": min(done["light_success"], default=None),
        "deep_success_date": min(done["deep_success"], default=None),
        "last_decision_maker_review_date": max(
            (row["held_date"] for row in reviews), default=None
        ),
        "is_outcome_acknowledged": any(
            row["outcome_reported"]
            and row["outcome_acknowledged"]
            and row["held_date"] > YEAR_AGO
            for row in reviews
        ),
        "open_blocking_requests": sum(
            bool(row["is_blocking"])
            and row["status"] in (None, "open", "planned")
            and (row["released_date"] is None or row["released_date"] > TODAY)
            for row in asks
        ),
        "released_requests": sum(
            row["released_date"] is not None and row["released_date"] <= TODAY
            for row in asks
        ),
        "first_proposal_date": min(proposals, default=None),
        "last_proposal_date": max(proposals, default=None),
        "proposals": len(proposals),
        "reserved_arr_ahead": 12
        * sum((s["unfulfilled_mrr"] for s in steps), Decimal()),
        "poc_status": last and last["status"],
        "late": any(s["status"] != "pending" for s in steps),
    }


def next_step(facts: Row) -> str:
    """The first rule that holds."""
    adoption, proposed = facts["adoption_rate"], facts["last_proposal_date"]
    rules = {
        "finish onboarding": facts["onboarded_date"] is None,
        "settle the overdue reservation": facts["late"],
        "answer blocking requests": facts["open_blocking_requests"],
        "raise adoption": adoption is not None and adoption < 0.5,
        "report the outcome to the decision maker": not facts[
            "is_outcome_acknowledged"
        ],
        "bring the PoC home": facts["poc_status"] in ("running", "undecided"),
        "prepare the reserved step": facts["reserved_arr_ahead"],
        "keep in touch": facts["white_space_arr"] == 0,
        "follow up the proposal": proposed is not None and proposed > OLD,
    }
    return next(
        (name for name, holds in rules.items() if holds), "propose an expansion"
    )


def test_every_account(build: duckdb.DuckDBPyConnection, rows_of: dict) -> None:
    """Facts, amounts to the last yen, and the next step that follows from them."""
    published = build.sql("from marts.fct_account_expansion_readiness")
    rows = [dict(zip(published.columns, r, strict=True)) for r in published.fetchall()]
    assert len(rows) > 200
    assert len({row["next_step"] for row in rows}) >= 8
    for row in rows:
        account = row["account_id"]
        facts = practice_facts(rows_of, account)
        facts |= seat_facts(rows_of, account, row["addressable_seats"])
        facts["next_step"] = next_step(facts)
        facts.pop("late")
        found = {name: row[name] for name in facts}
        rates = found.pop("adoption_rate"), facts.pop("adoption_rate")
        assert found == facts, account
        assert rates[0] == rates[1] or isclose(*rates, rel_tol=1e-12), account


def test_requests_say_something(build: duckdb.DuckDBPyConnection) -> None:
    """The sample's requests: answered in every way, some early, some with effect."""
    rows = build.sql(
        "select status, is_pulled_forward, is_effect_complete,"
        " expansion_mrr_after_release > 0 from marts.fct_feature_request_impact"
    ).fetchall()
    assert {row[0] for row in rows} == {"open", "planned", "released", "declined"}
    for column in (1, 2, 3):
        assert {row[column] for row in rows} == {True, False, None}
