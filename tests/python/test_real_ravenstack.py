"""RavenStack: 500 accounts, 5,000 subscriptions, mapped, built, counted by hand.

Everything expected here is computed from the source's files in plain Python.
Nothing is rejected, so the usual limit on rejected rows stands.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from nrr.mappings import write_raw
from reference import GRAIN
from reference.compare import Rows
from reference.published import read_csv
from test_real_mappings import Built, built, real

AS_OF = date(2024, 12, 31)
MONTHS = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(24)]
Ledger = dict[str, list[int]]


@pytest.fixture(scope="module")
def ravenstack(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The company, built once."""
    folder = tmp_path_factory.mktemp("ravenstack")
    write_raw("ravenstack", real("ravenstack"), folder / "raw")
    return built(folder / "raw", folder, AS_OF)


def source(table: str) -> Rows:
    """The rows of one of the source's files, as text; empty is None."""
    return read_csv(real("ravenstack") / f"ravenstack_{table}.csv")


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_live(row: dict[str, str | None], day: date) -> bool:
    """Whether a subscription is paid for on a day; its end is the first one not."""
    has_ended = row["end_date"] is not None and row["end_date"] <= day.isoformat()
    has_started = row["start_date"] <= day.isoformat()
    return has_started and not has_ended and row["is_trial"] == "False"


def totals(column: str, by: Callable[[dict], str]) -> Ledger:
    """The sum of a column over live subscriptions: a number a month, by key."""
    found: Ledger = defaultdict(lambda: [0] * len(MONTHS))
    for row in source("subscriptions"):
        for n, month in enumerate(MONTHS):
            found[by(row)][n] += is_live(row, last_day(month)) * int(row[column])
    return found


def by_account(column: str) -> Ledger:
    return totals(column, lambda row: row["account_id"])


def movements(ledger: Ledger) -> set[tuple[str, date, str, int]]:
    """(account, month, type, change), wherever an account's amount changes."""
    found = set()
    for account, amounts in ledger.items():
        before = [0, *amounts[:-1]]
        for n, (p, c) in enumerate(zip(before, amounts, strict=True)):
            if p == 0:
                kind = "reactivation" if any(amounts[:n]) else "new"
            elif c == 0:
                kind = "churn"
            else:
                kind = "expansion" if c > p else "contraction"
            if c != p:
                found.add((account, MONTHS[n], kind, c - p))
    return found


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
    paid = [row for row in rows if row["is_trial"] == "False"]
    days = [(row["start_date"], row["end_date"]) for row in paid]
    counts = {row["source_table"]: row for row in ravenstack.mart(RECONCILIATION)}
    assert all(row["is_reconciled"] for row in counts.values())
    items = counts["billing_subscription_items"]
    assert items["accepted_rows"] == len(rows) == 5000
    assert items["zero_length_rows"] == sum(
        row["start_date"] == row["end_date"] for row in rows
    )
    assert items["trial_rows"] + items["zero_length_rows"] == 5000 - len(paid) + sum(
        start == end for start, end in days
    )
    assert items["live_rows"] == sum(
        any(is_live(row, last_day(month)) for month in MONTHS) for row in paid
    )
    assert items["live_rows"] + items["intra_month_rows"] == sum(
        start != end for start, end in days
    )
    assert counts["crm_customer_voices"]["accepted_rows"] == 600 + 110


RECONCILIATION = "fct_source_reconciliation"


def test_live_on_churned_accounts(ravenstack: Built) -> None:
    """Accounts that are said to have churned while their billing goes on.

    All but those who did leave, not more than three months before the last time
    that was said, and came back.
    """
    said = {row["account_id"]: row["churn_date"] for row in source("churn_events")}
    for row in source("churn_events"):
        said[row["account_id"]] = max(said[row["account_id"]], row["churn_date"])
    for row in source("accounts"):
        if row["churn_flag"] == "True":
            said[row["account_id"]] = AS_OF.isoformat()
    left = {
        account
        for account, month, kind, _ in movements(by_account("mrr_amount"))
        if kind == "churn"
        and account in said
        # the first of the month three months before
        and month >= months_before(date.fromisoformat(said[account]), 3)
    }
    last_mrr = {account: a[-1] for account, a in by_account("mrr_amount").items()}
    issues = ravenstack.mart("fct_data_issues")
    assert {row["issue_code"] for row in issues} == {"live_on_churned_account"}
    assert {row["account_id"]: row["mrr_at_stake"] for row in issues} == {
        account: last_mrr[account] for account in set(said) - left if last_mrr[account]
    }
    assert (len(issues), len(said), len(left)) == (386, 387, 1)
    assert "live_on_churned_account" in ravenstack.output


def months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


@pytest.mark.parametrize("name", GRAIN)
def test_as_the_reference_has_it(ravenstack: Built, name: str) -> None:
    """Every mart the reference implementation knows, row by row."""
    ravenstack.assert_reference(name)
