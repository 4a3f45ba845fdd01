"""dbt Labs' MRR playbook: its monthly totals, and the build as a whole.

The conventions, and what differs, stand in test_real_mrr_playbook.
"""

from datetime import date
from decimal import Decimal

import pytest

from reference import GRAIN
from test_real_mappings import Built, mapped
from test_real_mrr_playbook import AS_OF, their_rows

# month: MRR, MRR before, new, churn and accounts of the three together
LOST_MONTHS = {
    date(2017, 9, 1): (75, 0, 75, 0, 2),
    date(2017, 10, 1): (50, 75, 25, -50, 2),
    date(2017, 11, 1): (0, 50, 0, -50, 0),
    date(2017, 12, 1): (0, 0, 0, 0, 0),
}


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The periods, built once."""
    return mapped("mrr_playbook", AS_OF, tmp_path_factory)


def test_months(playbook: Built) -> None:
    """Their totals, month by month, once the lost customers are added back."""
    expected = {
        date.fromisoformat(row["date_month"]): tuple(
            int(row[name] or 0)
            for name in (
                *("mrr", "prev", "new", "reactivation", "upgrade"),
                *("downgrade", "churn", "active_customers", "renewal_amount"),
            )
        )
        for row in their_rows("expected_monthly")
    }
    for month, (mrr, before, new, churn, accounts) in LOST_MONTHS.items():
        renewed = before + churn
        expected[month] = (mrr, before, new, 0, 0, 0, churn, accounts, renewed)
    kept = kept_by_month(playbook)
    ours = {
        row["month"]: (
            *(row["closing_mrr"], row["opening_mrr"], row["new_mrr"]),
            *(row["reactivation_mrr"], row["expansion_mrr"]),
            *(-row["contraction_mrr"], -row["churned_mrr"]),
            *(row["closing_accounts"], kept.get(row["month"], 0)),
        )
        for row in playbook.mart("fct_mrr_waterfall_monthly")
        if row["dimension"] == "all"
    }
    assert ours == expected


def kept_by_month(playbook: Built) -> dict[date, Decimal]:
    """Their renewal_amount: MRR kept of the month before, at most what it was."""
    return {
        row["month"]: row["opening_mrr"] - row["contraction_mrr"] - row["churned_mrr"]
        for row in playbook.mart("fct_nrr_monthly")
        if row["dimension"] == "all" and row["window_months"] == 1
    }


def test_nothing_refused_nothing_doubtful(playbook: Built) -> None:
    assert not playbook.mart("fct_rejected_rows")
    assert not playbook.mart("fct_data_issues")
    assert "Rejected rows: 0" in playbook.output


@pytest.mark.parametrize("name", GRAIN)
def test_as_the_reference_has_it(playbook: Built, name: str) -> None:
    """Every mart the reference implementation knows, row by row."""
    playbook.assert_reference(name)
