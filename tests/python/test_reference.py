"""The published marts equal the reference, row by row, on random companies.

The reference (tests/python/reference) is written from the definitions alone, in
plain Python; each company is built once, by the project's own command.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from companies import Tables, random_company, write_csv
from golden.cases import FOLDER
from reference import GRAIN, Settings, expected_marts
from reference.accounts import account_issues
from reference.compare import Rows, assert_same
from reference.items import item_mrr
from reference.published import build, mart, read_folder
from reference.rows import Raw
from reference.sources import judged_tables, rates_of
from reference.values import parsed, round_away


@dataclass(frozen=True)
class Company:
    """How to make a company and what to ask of its build."""

    tables: Callable[[], Tables]
    settings: Settings


@dataclass(frozen=True)
class Built:
    """A company's marts: as expected, and as published."""

    tables: Tables
    settings: Settings
    expected: dict[str, Rows]
    published: Path


def one_month() -> Tables:
    """Two accounts in the one and only month, and no other table."""
    item = {
        "product_id": "seats",
        "quantity": "2",
        "unit_amount": "50",
        "currency": "JPY",
        "billing_interval": "month",
        "start_date": "2026-03-05",
    }
    rows = [
        item | {"subscription_item_id": f"I{n}", "customer_id": f"C{n}"} for n in (1, 2)
    ]
    return {"billing_subscription_items": rows}


COMPANIES = {
    "two_thousand_accounts": Company(
        lambda: random_company(20260331, 2000, date(2026, 3, 31)),
        Settings(date(2026, 3, 31)),
    ),
    "ultimate_parents_in_usd": Company(
        lambda: random_company(7, 300, date(2026, 3, 15)),
        Settings(
            date(2026, 3, 15),
            reporting_currency="USD",
            account_level="ultimate_parent",
            renewal_grace_days=15,
            reserved_grace_months=2,
        ),
    ),
    # One month: no window fits, and nothing may fall over (trap 26).
    "one_month": Company(one_month, Settings(date(2026, 3, 31))),
}


@pytest.fixture(scope="session", params=COMPANIES)
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """One company, built once for all its marts."""
    made = COMPANIES[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    tables, settings = made.tables(), made.settings
    variables = {
        "reporting_currency": settings.reporting_currency,
        "account_level": settings.account_level,
        "renewal_grace_days": str(settings.renewal_grace_days),
        "reserved_grace_months": str(settings.reserved_grace_months),
    }
    raw, warehouse = write_csv(tables, folder / "raw"), folder / "warehouse"
    # The build is a process of its own; the reference thinks meanwhile.
    with ThreadPoolExecutor(1) as beside:
        built = beside.submit(build, raw, warehouse, settings.as_of_date, variables)
        expected = expected_marts(tables, settings)
    return Built(tables, settings, expected, built.result())


@pytest.mark.parametrize("name", GRAIN)
def test_mart_equals_the_reference(company: Built, name: str) -> None:
    """Same rows, same values: money exactly, ratios to 1e-12."""
    found = mart(company.published, name)
    assert_same(name, company.expected[name], found, GRAIN[name])


def test_doubtful_accounts_are_listed(company: Built) -> None:
    """Merges and hierarchies that lead in circles or to nobody, and no others."""
    wanted = account_issues(judged_tables(company.tables, company.settings))
    codes = ("merge_survivor_missing", "merge_cycle", "own_parent", "hierarchy_cycle")
    issues = mart(company.published, "fct_data_issues")
    found = [(row["issue_code"], row["account_id"]) for row in issues]
    assert sorted(issue for issue in found if issue[0] in codes) == sorted(wanted)


@pytest.mark.parametrize(
    ("item", "monthly"),
    [("t10", 1_000_000), ("t28", 433_333), ("t29", 1_000_000), ("t30", 434_524)],
)
def test_mrr_of_an_item(item: str, monthly: int) -> None:
    """Traps 10, 28, 29, 30: in units of 0.0001, rounded once."""
    settings = Settings(date(2026, 3, 31))
    done = judged_tables(read_folder(FOLDER / "traps" / "raw"), settings)
    found = item_mrr(done, rates_of(done, settings))
    assert {row["own_mrr"] for row in found if row["subscription_item_id"] == item} == {
        monthly
    }


@pytest.mark.parametrize(
    ("following", "kinds"),
    [
        ({"status": "active"}, ["new"]),
        ({"status": "paused"}, ["new", "churn"]),
        ({"unit_amount": "0"}, ["new", "churn"]),
        ({"start_date": "2025-04-01", "end_date": "2025-04-01"}, ["new", "churn"]),
        ({"status": "canceled"}, ["new", "churn"]),
        ({"trial_end_date": "2025-04-15"}, ["new"]),
        ({"trial_end_date": "2025-04-16"}, ["new", "churn", "reactivation"]),
        ({"product_id": "other"}, ["new", "churn", "reactivation"]),
    ],
    ids=[
        "renewed",
        "paused",
        "free",
        "zero length",
        "never active",
        "trial within the grace",
        "trial beyond it",
        "another product",
    ],
)
def test_what_a_renewal_grace_bridges(following: Raw, kinds: list[str]) -> None:
    """An item runs on to the first day with MRR of the next one that has any."""
    item = one_month()["billing_subscription_items"][0]
    first = item | {"start_date": "2025-01-01", "end_date": "2025-03-31"}
    second = first | {"subscription_item_id": "I9", "end_date": None}
    second |= {"start_date": "2025-04-10"} | following
    settings = Settings(date(2026, 3, 31), renewal_grace_days=15)
    marts = expected_marts({"billing_subscription_items": [first, second]}, settings)
    assert [row["movement_type"] for row in marts["fct_mrr_movements"]] == kinds


@pytest.mark.parametrize(
    ("value", "whole"), [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("-2.5", -3)]
)
def test_halves_go_away_from_zero(value: str, whole: int) -> None:
    """The one rounding."""
    assert round_away(Fraction(value)) == whole


def test_offsets_become_utc() -> None:
    """T15: nine in the morning in Tokyo is midnight."""
    tokyo = parsed("2026-04-01T09:00:00+09:00", "timestamp")
    assert tokyo == parsed("2026-04-01", "timestamp")


def test_the_same_seed_gives_the_same_company() -> None:
    """A failure can be looked at again."""
    first, second = (random_company(3, 20, date(2026, 3, 31)) for _ in range(2))
    assert first == second
