"""Each bad input of a row has its right answer: one small case per number.

The raw files carry a column `case_id`, which the contract does not know and the
project therefore ignores; it ties each row to its case.
"""

from collections import Counter
from datetime import date

import pytest

from golden.cases import FOLDER, assert_rows, expectations, without
from reference import GRAIN, Settings, expected_marts
from reference.compare import Rows, assert_same
from reference.items import STANDINGS
from reference.published import Builds, mart, read_folder
from reference.sources import OUTCOMES, judged_tables

RAW = FOLDER / "bad_rows" / "raw"
AS_OF = date(2026, 3, 31)
# Which company's marts are looked at: the reference's or the published ones.
SIDES = ("reference", "published")

ROWS = expectations("bad_rows", "rows")
CASES = sorted(
    {row["case_id"][:3] for row in ROWS + expectations("bad_rows", "issues")}
)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The company of bad rows, built once, when it is first asked for."""
    return Builds(tmp_path_factory.mktemp("bad_rows"))


@pytest.fixture(scope="session")
def referred() -> dict[str, Rows]:
    """The marts by the reference."""
    return expected_marts(read_folder(RAW), Settings(AS_OF))


def rows_of(mart_name: str, request: pytest.FixtureRequest, side: str) -> Rows:
    """The rows of a mart by one side."""
    if side == "reference":
        return request.getfixturevalue("referred")[mart_name]
    return mart(request.getfixturevalue("builds").of(RAW, AS_OF, {}), mart_name)


def of_case(case: str, rows: Rows) -> Rows:
    """The expected rows of one case (T03 has T03a and T03b)."""
    return [row for row in rows if row["case_id"].startswith(case)]


def row_numbers() -> dict[tuple[str, str], int]:
    """(table, case) to the place of its row in the raw file, from 1."""
    return {
        (table, row["case_id"] or ""): number
        for table, rows in read_folder(RAW).items()
        for number, row in enumerate(rows, 1)
        if "case_id" in row
    }


@pytest.mark.parametrize("case", CASES)
def test_outcome_by_the_reference(case: str) -> None:
    """accepted, superseded, deleted, rejected or not yet known."""
    places = row_numbers()
    judged = judged_tables(read_folder(RAW), Settings(AS_OF))
    for row in of_case(case, ROWS):
        table = row["source_table"]
        found = judged[table][places[table, row["case_id"]] - 1]
        reason = found.reason or (None, None)
        assert (found.outcome, *reason) == (
            row["outcome"],
            row["reason_code"],
            row["column_name"],
        ), row["case_id"]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("case", CASES)
def test_case(case: str, side: str, request: pytest.FixtureRequest) -> None:
    """The rows rejected, what the accounts are worth, and how they moved."""
    places = row_numbers()
    grain = GRAIN["fct_rejected_rows"]
    wanted = [
        row
        | {"row_number": places[row["source_table"], row["case_id"]]}
        | {"row_key": row["row_key"] or ""}
        for row in of_case(case, ROWS)
    ]
    mine = {(row["source_table"], row["row_number"]) for row in wanted}
    assert_same(
        "fct_rejected_rows",
        without(
            [row for row in wanted if row["outcome"] == "rejected"],
            "case_id",
            "outcome",
            "standing",
        ),
        [
            row
            for row in rows_of("fct_rejected_rows", request, side)
            if (row["source_table"], row["row_number"]) in mine
        ],
        grain,
    )
    states = [
        {k: v for k, v in row.items() if k != "account_name" or v is not None}
        for row in without(of_case(case, expectations("bad_rows", "accounts")))
    ]
    accounts = rows_of("dim_accounts", request, side)
    assert_rows("dim_accounts", without(states, "case_id"), accounts)
    moves = of_case(case, expectations("bad_rows", "movements"))
    moved = {row["account_id"] for row in moves}
    found = rows_of("fct_mrr_movements", request, side)
    assert_same(
        "fct_mrr_movements",
        without(moves, "case_id"),
        [row for row in found if row["account_id"] in moved],
        GRAIN["fct_mrr_movements"],
    )


@pytest.mark.parametrize(
    "issue",
    expectations("bad_rows", "issues"),
    ids=lambda issue: f"{issue['case_id']}-{issue['issue_code']}-{issue['key']}",
)
def test_issue(issue: dict[str, str], builds: Builds) -> None:
    """What is accepted and doubtful is listed, with whom it concerns."""
    found = [
        f"{row['account_id']} {row['source_key']} {row['detail']}"
        for row in mart(builds.of(RAW, AS_OF, {}), "fct_data_issues")
        if row["issue_code"] == issue["issue_code"]
    ]
    assert any(issue["key"].lower() in text.lower() for text in found), found


def test_c12_only_the_last_of_a_chain_lacks_its_survivor(builds: Builds) -> None:
    """What leads to the last account the CRM has is merged, not in doubt."""
    issues = mart(builds.of(RAW, AS_OF, {}), "fct_data_issues")
    code = "merge_survivor_missing"
    assert [i["account_id"] for i in issues if i["issue_code"] == code] == ["C12"]


@pytest.mark.parametrize("side", SIDES)
def test_every_row_is_accounted_for(side: str, request: pytest.FixtureRequest) -> None:
    """The reconciliation holds exactly the outcomes and standings listed here."""
    for table in ("billing_subscription_items", "billing_invoice_lines"):
        counts = Counter(r["outcome"] for r in ROWS if r["source_table"] == table)
        unknown = counts.pop("not_yet_known", 0)
        wanted = {"source_table": table, "loaded_rows": counts.total()}
        counts |= Counter(r["standing"] for r in ROWS if r["source_table"] == table)
        wanted |= {f"{name}_rows": counts[name] for name in (*OUTCOMES, *STANDINGS)}
        wanted["not_yet_known_rows"] = unknown
        rows = rows_of("fct_source_reconciliation", request, side)
        assert_rows("fct_source_reconciliation", [wanted], rows)


@pytest.mark.parametrize("side", SIDES)
def test_m13_no_opening_no_rate(side: str, request: pytest.FixtureRequest) -> None:
    """NRR of a region before its first account is null, not 0."""
    (row,) = (
        row
        for row in rows_of("fct_nrr_monthly", request, side)
        if row["dimension_value"] == "M13"
        and (row["month"], row["window_months"]) == (date(2025, 6, 1), 1)
    )
    assert row["opening_mrr"] == 0
    assert row["net_revenue_retention"] is None
    assert row["gross_revenue_retention"] is None
    assert row["logo_retention"] is None


def test_d04_renewal_grace_bridges_the_gap() -> None:
    """With 16 days of grace a gap of 16 days is no churn; with 15 it is."""
    kinds = {}
    for days in (15, 16):
        settings = Settings(AS_OF, renewal_grace_days=days)
        rows = expected_marts(read_folder(RAW), settings)["fct_mrr_movements"]
        kinds[days] = [r["movement_type"] for r in rows if r["account_id"] == "D04"]
    assert kinds == {15: ["new", "churn", "reactivation"], 16: ["new"]}
