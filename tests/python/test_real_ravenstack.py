"""RavenStack: 500 accounts, 5,000 subscriptions, mapped, built, counted by hand.

Everything expected here is computed from the source's files in plain Python.
Nothing is rejected, so the usual limit on rejected rows stands.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from reference import GRAIN
from test_real_mappings import Built, mapped
from test_real_ravenstack_ledger import (
    MONTHS,
    by_account,
    is_live,
    last_day,
    movements,
    source,
    totals,
)

AS_OF = date(2024, 12, 31)
RECONCILIATION = "fct_source_reconciliation"


@pytest.fixture(scope="module")
def ravenstack(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The company, built once."""
    return mapped("ravenstack", AS_OF, tmp_path_factory)


def test_mrr_and_accounts_of_every_month(ravenstack: Built) -> None:
    """MRR at a month's end is the sum of mrr_amount of what is live then."""
    ledger = by_account("mrr_amount").values()
    expected = {
        month: (sum(a[n] for a in ledger), sum(a[n] > 0 for a in ledger))
        for n, month in enumerate(MONTHS)
    }
    assert expected[MONTHS[-1]] == (10_159_608, 500)
    rows = ravenstack.mart("fct_mrr_waterfall_monthly")
    assert expected == {
        row["month"]: (row["closing_mrr"], row["closing_accounts"])
        for row in rows
        if row["dimension"] == "all"
    }


@pytest.mark.parametrize(
    ("dimension", "column"), [("industry", "industry"), ("region", "country")]
)
def test_mrr_by_what_accounts_are(
    ravenstack: Built, dimension: str, column: str
) -> None:
    """Every month's MRR of an industry, and of a country."""
    value = {row["account_id"]: row[column] for row in source("accounts")}
    rows = ravenstack.mart("fct_mrr_waterfall_monthly")
    found: dict[str, list[Decimal]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["month"]):
        if row["dimension"] == dimension:
            found[row["dimension_value"]].append(row["closing_mrr"])
    assert found == totals("mrr_amount", lambda row: value[row["account_id"]])


def test_movements(ravenstack: Built) -> None:
    """Each account's each change, and its type."""
    columns = ("account_id", "month", "movement_type", "mrr_change")
    rows = ravenstack.mart("fct_mrr_movements")
    expected = movements(by_account("mrr_amount"))
    assert {kind for _, _, kind, _ in expected} >= {"churn", "reactivation"}
    assert {tuple(row[name] for name in columns) for row in rows} == expected
    assert len(rows) == len(expected)


def test_seats(ravenstack: Built) -> None:
    """Seats of every account and month in which it pays."""
    rows = ravenstack.mart("fct_account_mrr_monthly")
    assert {(row["account_id"], row["month"], row["seats"]) for row in rows} == {
        (account, MONTHS[n], seats)
        for account, amounts in by_account("seats").items()
        for n, seats in enumerate(amounts)
        if seats
    }


def test_retention_of_the_last_year(ravenstack: Built) -> None:
    """The cohort of December 2023, a year on."""
    (row,) = (
        row
        for row in ravenstack.mart("fct_nrr_monthly")
        if (row["month"], row["window_months"]) == (MONTHS[-1], 12)
        and row["dimension"] == "all"
    )
    pairs = [(a[11], a[23]) for a in by_account("mrr_amount").values() if a[11]]
    opening = sum(a for a, _ in pairs)
    assert (row["opening_mrr"], row["opening_accounts"]) == (opening, len(pairs))
    assert row["net_revenue_retention"] == sum(b for _, b in pairs) / opening
    assert row["gross_revenue_retention"] == sum(map(min, pairs)) / opening
    assert row["logo_retention"] == sum(b > 0 for _, b in pairs) / len(pairs)


def test_every_row_is_accounted_for(ravenstack: Built) -> None:
    """What never shows at a month's end is counted, by why it does not."""
    rows = source("subscriptions")
    trials = sum(row["is_trial"] == "True" for row in rows)
    empty = sum(row["start_date"] == row["end_date"] for row in rows)
    live = sum(any(is_live(row, last_day(month)) for month in MONTHS) for row in rows)
    counts = {row["source_table"]: row for row in ravenstack.mart(RECONCILIATION)}
    assert all(row["is_reconciled"] for row in counts.values())
    assert counts["crm_customer_voices"]["accepted_rows"] == 600 + 110
    items = counts["billing_subscription_items"]
    expected = {
        "accepted_rows": len(rows),
        "trial_rows": trials,
        "zero_length_rows": empty,
        "live_rows": live,
        "intra_month_rows": len(rows) - trials - empty - live,
    }
    assert {name: items[name] for name in expected} == expected
    assert list(expected.values()) == [5000, 778, 13, 4090, 119]


def test_live_on_churned_accounts(ravenstack: Built) -> None:
    """Accounts that are said to have churned while their billing goes on.

    All but those who did leave, not more than three months before the last time
    that was said, and came back.
    """
    flagged = [row for row in source("accounts") if row["churn_flag"] == "True"]
    told = [(row["account_id"], row["churn_date"]) for row in source("churn_events")]
    told += [(row["account_id"], AS_OF.isoformat()) for row in flagged]
    said = {account: date.fromisoformat(day) for account, day in sorted(told)}
    left = {
        account
        for account, month, kind, _ in movements(by_account("mrr_amount"))
        if kind == "churn" and account in said and months(month, said[account]) <= 3
    }
    last_mrr = {account: a[-1] for account, a in by_account("mrr_amount").items()}
    issues = ravenstack.mart("fct_data_issues")
    assert {row["issue_code"] for row in issues} == {"live_on_churned_account"}
    assert {row["account_id"]: row["mrr_at_stake"] for row in issues} == {
        account: last_mrr[account] for account in set(said) - left if last_mrr[account]
    }
    assert (len(issues), len(said), len(left)) == (386, 387, 1)
    assert "live_on_churned_account" in ravenstack.output


def months(start: date, end: date) -> int:
    """Calendar months from one day's month to another's."""
    return (end.year - start.year) * 12 + end.month - start.month


@pytest.mark.parametrize("name", GRAIN)
def test_as_the_reference_has_it(ravenstack: Built, name: str) -> None:
    """Every mart the reference implementation knows, row by row."""
    ravenstack.assert_reference(name)
