"""Maven Analytics' CRM sales opportunities: 8,800 deals as PoCs, counted by hand.

Published: 4,238 won and 2,473 lost. Of the 2,089 that are open, 1,425 have no account
and 163 more no day on which they were engaged: these are rejected, each with its
reason, and the other 501 are censored. So the limit on rejected rows is raised.
"""

import csv
from collections import Counter
from datetime import date, datetime
from math import isclose

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from reference.compare import Rows
from test_real_mappings import Built, mapped, real

AS_OF = date(2017, 12, 31)
WON, LOST, OPEN = 4_238, 2_473, 501
WITHOUT_ACCOUNT, WITHOUT_DATE = 1_425, 163
TOLERATED = "rejected_rows_error_share=0.2"
Deal = dict[str, str]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The company, built once."""
    return mapped("crm_sales_opportunities", AS_OF, tmp_path_factory, TOLERATED)


@pytest.fixture(scope="module")
def deals() -> list[Deal]:
    """The source's rows."""
    path = real("crm_sales_opportunities") / "sales_pipeline.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_starts(company: Built, dimension: str) -> Rows:
    """Conversion over all quarters, by one dimension."""
    return [
        row
        for row in company.mart("fct_poc_conversion")
        if row["started_quarter"] == "all" and row["dimension"] == dimension
    ]


def day(text: str) -> date:
    """DD-MM-YYYY."""
    return datetime.strptime(text, "%d-%m-%Y").date()


def test_published_counts(company: Built, deals: list[Deal]) -> None:
    """Won, lost and open; rates over decided and over started; Wilson's interval."""
    stages = Counter(deal["deal_stage"] for deal in deals)
    assert (stages["Won"], stages["Lost"], len(deals)) == (WON, LOST, 8_800)
    (row,) = all_starts(company, "all")
    counts = {name: row[name] for name in ("converted", "lost", "running", "undecided")}
    assert counts == {"converted": WON, "lost": LOST, "running": OPEN, "undecided": 0}
    assert isclose(row["conversion_rate"], WON / (WON + LOST))
    assert isclose(row["conversion_rate_of_started"], WON / (WON + LOST + OPEN))
    low, high = proportion_confint(WON, WON + LOST, method="wilson")
    assert isclose(row["wilson_low"], low)
    assert isclose(row["wilson_high"], high)


@pytest.mark.parametrize(
    ("table", "column"),
    [("crm_opportunities", "created_date"), ("crm_pocs", "start_date")],
)
def test_open_deals_without_account_or_date_are_rejected(
    company: Built, table: str, column: str
) -> None:
    """Both are required; of a row that lacks both, the account is named."""
    rejected = Counter(
        (row["reason_code"], row["column_name"])
        for row in company.mart("fct_rejected_rows")
        if row["source_table"] == table
    )
    assert rejected == {
        ("missing_required", "account_id"): WITHOUT_ACCOUNT,
        ("missing_required", column): WITHOUT_DATE,
    }
    (row,) = (
        row
        for row in company.mart("fct_source_reconciliation")
        if row["source_table"] == table
    )
    assert row["accepted_rows"] == WON + LOST + OPEN
    assert row["is_reconciled"]


def test_conversion_by_quarter(company: Built, deals: list[Deal]) -> None:
    """Every fiscal quarter (of April) in which deals were engaged."""
    expected: dict[str, Counter] = {}
    for deal in deals:
        if deal["account"] and deal["engage_date"]:
            start = day(deal["engage_date"])
            year, quarter = divmod(start.year * 12 + start.month - 4, 12)
            name = f"{year}-Q{quarter // 3 + 1}"
            expected.setdefault(name, Counter())[deal["deal_stage"]] += 1
    found = {
        row["started_quarter"]: Counter(
            Won=row["converted"], Lost=row["lost"], Engaging=row["running"]
        )
        for row in company.mart("fct_poc_conversion")
        if row["dimension"] == "all" and row["started_quarter"] != "all"
    }
    assert found == expected


def test_curve_censors_open_deals(company: Built, deals: list[Deal]) -> None:
    """Survival is lifelines', conversion statsmodels', on the source's own days."""
    known = [deal for deal in deals if deal["account"] and deal["engage_date"]]
    ends = [day(deal["close_date"]) if deal["close_date"] else AS_OF for deal in known]
    starts = [day(deal["engage_date"]) for deal in known]
    days = np.array([(e - s).days for e, s in zip(ends, starts, strict=True)])
    codes = np.array(
        [["Engaging", "Won", "Lost"].index(d["deal_stage"]) for d in known]
    )
    curve = {
        row["days_since_start"]: row
        for row in company.mart("fct_poc_conversion_curve")
        if row["dimension"] == "all"
    }
    assert sum(row["censored"] for row in curve.values()) == OPEN
    survival = KaplanMeierFitter().fit(days, codes == 1).survival_function_.iloc[:, 0]
    incidence = CumIncidenceRight(days.astype(float), codes)
    for when, row in curve.items():
        assert abs(row["survival"] - survival.loc[:when].iloc[-1]) < 1e-9, when
    columns = ("cumulative_conversion", "cumulative_loss")
    for column, shares in zip(columns, incidence.cinc, strict=True):
        found = [curve[int(when)][column] for when in incidence.times]
        np.testing.assert_allclose(found, shares, rtol=0, atol=1e-9)
