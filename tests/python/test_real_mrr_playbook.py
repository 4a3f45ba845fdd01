"""dbt Labs' MRR playbook: 121 subscription periods, and what it makes of them.

The same conventions as here: a month counts where start_date <= month < end_date;
changes are netted per customer and month; whoever returns brings the whole MRR as
reactivation; churn stands in the month after the last one with MRR.

Different there:
- Its calendar starts at a literal January 2018. Customers 2, 3 and 4 came and went
  in 2017 and are lost; here they are kept.
- It has a row for every month between a customer's first and last, also where
  nothing changed (category empty); here a movement is a change.
- It churns every customer after the last period, whether or not that period would
  go on. Its periods have end dates, so these ends are known here as well, once the
  day is past: as of 29 February 2020 the same months are reported, the churn of
  December to February included. That is where the file ends, not that customers
  left.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reference.compare import Rows
from reference.published import read_csv
from test_real_mappings import Built, mapped, real

AS_OF = date(2020, 2, 29)
CATEGORIES = {"upgrade": "expansion", "downgrade": "contraction"}
Movement = tuple[str, date, Decimal, Decimal, Decimal, str]


def movement(
    customer: str, month: str, mrr: Any, before: Any, change: Any, category: str
) -> Movement:
    """One movement, in this project's words."""
    amounts = (Decimal(mrr), Decimal(before), Decimal(change))
    movement_type = CATEGORIES.get(category, category)
    return (customer, date.fromisoformat(month), *amounts, movement_type)


LOST = {
    movement("2", "2017-09-01", 25, 0, 25, "new"),
    movement("2", "2017-11-01", 0, 25, -25, "churn"),
    movement("3", "2017-09-01", 50, 0, 50, "new"),
    movement("3", "2017-10-01", 0, 50, -50, "churn"),
    movement("4", "2017-10-01", 25, 0, 25, "new"),
    movement("4", "2017-11-01", 0, 25, -25, "churn"),
}


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The periods, built once."""
    return mapped("mrr_playbook", AS_OF, tmp_path_factory)


def their_rows(name: str) -> Rows:
    return read_csv(real("mrr_playbook") / f"{name}.csv")


def our_movements(playbook: Built) -> set[Movement]:
    rows = playbook.mart("fct_mrr_movements")
    amounts = ("current_mrr", "previous_mrr", "mrr_change")
    return {
        (
            row["account_id"],
            row["month"],
            *(row[name] for name in amounts),
            row["movement_type"],
        )
        for row in rows
    }


def test_movements_are_theirs_and_the_lost_ones(playbook: Built) -> None:
    """Every change of every customer, by month, amounts and category."""
    rows = their_rows("expected_movements")
    columns = ("customer_id", "date_month", "mrr", "previous_month_mrr")
    theirs = {
        movement(
            *(row[name] for name in columns), row["mrr_change"], row["change_category"]
        )
        for row in rows
        if row["change_category"]
    }
    assert all(
        bool(row["change_category"]) == (row["mrr_change"] != "0") for row in rows
    )
    assert our_movements(playbook) - theirs == LOST
    assert theirs <= our_movements(playbook)
    assert len(playbook.mart("fct_mrr_movements")) == len(theirs) + len(LOST)


def test_three_customers_are_kept(playbook: Built) -> None:
    theirs = {row["customer_id"] for row in their_rows("expected_movements")}
    ours = {row["account_id"] for row in playbook.mart("dim_accounts")}
    assert ours == {row["customer_id"] for row in their_rows("subscription_periods")}
    assert ours - theirs == {"2", "3", "4"}


def test_active_months(playbook: Built) -> None:
    """The dense table has their rows with MRR, and the lost four."""
    theirs = {
        (row["customer_id"], date.fromisoformat(row["date_month"]), Decimal(row["mrr"]))
        for row in their_rows("expected_movements")
        if row["is_active"] == "true"
    }
    rows = playbook.mart("fct_account_mrr_monthly")
    ours = {(row["account_id"], row["month"], row["mrr"]) for row in rows}
    lost = [("2", 9, 25), ("2", 10, 25), ("3", 9, 50), ("4", 10, 25)]
    assert ours - theirs == {
        (customer, date(2017, month, 1), Decimal(mrr)) for customer, month, mrr in lost
    }
    assert theirs <= ours


def test_churn_follows_the_last_month_with_mrr(playbook: Built) -> None:
    """Their convention is ours: the month after, at the whole MRR of the month."""
    active = {
        (row["account_id"], row["month"]): row["mrr"]
        for row in playbook.mart("fct_account_mrr_monthly")
    }
    churns = [m for m in our_movements(playbook) if m[-1] == "churn"]
    assert churns
    for customer, month, _, before, _, _ in churns:
        last = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
        assert active[customer, last] == before
        assert (customer, month) not in active
