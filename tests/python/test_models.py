"""The models as a newcomer meets them: described, auditable, true to their word."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from conftest import PROJECT
from nrr.contract import raw_contract

EXPECTED = PROJECT / "tests" / "python" / "expected_dirty_rows.csv"


@pytest.fixture(scope="module")
def build(published_sample: Path) -> duckdb.DuckDBPyConnection:
    """The sample's private build: staging and intermediate beside the marts."""
    path = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def nodes(published_sample: Path) -> list[dict]:
    """dbt's models, as its manifest describes them."""
    manifest = published_sample / "build" / "target" / "manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return [node for node in found if node["resource_type"] == "model"]


def test_every_model_and_column_is_described(
    build: duckdb.DuckDBPyConnection, nodes: list[dict]
) -> None:
    missing = []
    for node in nodes:
        built = build.table(f"{node['schema']}.{node['alias']}").columns
        described = {name for name, c in node["columns"].items() if c["description"]}
        if not node["description"] or described != set(built):
            missing.append((node["name"], described ^ set(built)))
    assert missing == []


def test_every_mart_has_a_contract_and_an_owner(nodes: list[dict]) -> None:
    marts = [node for node in nodes if node["schema"] == "marts"]
    assert len(marts) >= 15
    for node in marts:
        assert node["contract"]["enforced"], node["name"]
        assert node["access"] == "public", node["name"]
        assert node["group"], node["name"]


def test_what_is_never_null_is_tested(published_sample: Path) -> None:
    """Not every engine enforces a constraint: the grain's test sees to it."""
    manifest = published_sample / "build" / "target" / "manifest.json"
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    grains = {
        node["attached_node"]: node["test_metadata"]["kwargs"]["columns"]
        for node in nodes
        if node.get("test_metadata", {}).get("name") == "unique_grain"
    }
    for node in nodes:
        if node["resource_type"] == "model" and node["schema"] == "marts":
            filled = [n for n, c in node["columns"].items() if c["constraints"]]
            assert set(filled) <= set(grains[node["unique_id"]]), node["name"]


@pytest.fixture(scope="module")
def audits(published_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Each analysis's rows, as a person gets them from dbt's compiled text."""
    folder = tmp_path_factory.mktemp("audits")
    database = folder / "build.duckdb"
    shutil.copy(published_sample / "build" / "build.duckdb", database)
    landed = (published_sample / "build" / "landed").resolve()
    subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
            *("compile", "--select", "resource_type:analysis", "--quiet"),
            *("--project-dir", PROJECT, "--profiles-dir", PROJECT),
            *("--target-path", folder / "target", "--log-path", folder / "logs"),
            *("--vars", json.dumps({"raw_path": str(landed)})),
            *("--no-send-anonymous-usage-stats", "--no-version-check"),
        ],
        env={**os.environ, "NRR_DATABASE": str(database)},
        check=True,
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            path.stem: connection.sql(path.read_text(encoding="utf-8")).fetchall()
            for path in (folder / "target" / "compiled").rglob("analyses/*.sql")
        }


def test_closing_mrr_is_its_raw_rows(
    audits: dict, build: duckdb.DuckDBPyConnection
) -> None:
    (closing,) = build.execute(
        "select closing_mrr from marts.fct_mrr_waterfall_monthly"
        " where dimension = 'all' order by month desc limit 1"
    ).fetchone()
    rows = audits["audit_closing_mrr"]
    assert sum(row[3] for row in rows) == closing
    assert len({row[6] for row in rows}) == len(rows) > 200


def test_a_poc_is_its_raw_rows(audits: dict, build: duckdb.DuckDBPyConnection) -> None:
    """Every criterion, site and contract item; what they cost is what converted it."""
    rows = audits["audit_poc"]
    found = Counter(row[1] for row in rows)
    (criteria, sites, mrr, start) = build.execute(
        "select criteria, sites, converted_mrr, start_date from marts.fct_pocs"
        " where poc_id = ? and is_explicit_link",
        [rows[0][0]],
    ).fetchone()
    assert (found["criterion"], found["site"], found["PoC"]) == (criteria, sites, 1)
    assert found["contract"] == found["first invoice"] > 0
    assert sum(row[4] for row in rows if row[1] == "contract") == mrr
    agreed = [row[3] for row in rows if row[1] == "criterion"]
    days = [row[2] for row in rows if row[1] == "criterion"]
    assert agreed == [day <= start for day in days]
    assert all(row[7] and row[8] for row in rows)


def test_movements_are_their_raw_rows(
    audits: dict, build: duckdb.DuckDBPyConnection
) -> None:
    movements = build.execute(
        "select account_id, mrr_change from marts.fct_mrr_movements"
        " where month = (select max(month) from marts.dim_months)"
    ).fetchall()
    found: Counter = Counter()
    for row in audits["audit_movements"]:
        found[row[1]] += row[6]
    assert {account: change for account, change in found.items() if change} == dict(
        movements
    )


def test_nrr_is_its_accounts(audits: dict, build: duckdb.DuckDBPyConnection) -> None:
    opening, closing = build.execute(
        "select opening_mrr, closing_mrr from marts.fct_nrr_monthly"
        " where dimension = 'all' and window_months = 12 order by month desc limit 1"
    ).fetchone()
    accounts = {row[1]: (row[4], row[5]) for row in audits["audit_nrr"]}
    changes: Counter = Counter()
    for row in audits["audit_nrr"]:
        changes[row[1]] += row[9] or 0
    assert sum(a for a, _ in accounts.values()) == opening
    assert sum(b for _, b in accounts.values()) == closing
    assert all(a + changes[name] == b for name, (a, b) in accounts.items())


def test_reserved_expansions_are_items_and_invoices(
    audits: dict, build: duckdb.DuckDBPyConnection
) -> None:
    """Every month that fulfilled a step leads to an item, and to an invoice line."""
    rows = audits["audit_reserved_expansions"]
    fulfilled = {(row[0], row[6]): row[7] for row in rows if row[6]}
    steps = {row[0] for row in rows}
    (published,) = build.execute(
        "select sum(fulfilled_mrr) from marts.fct_reserved_expansions"
        " where reserved_expansion_id in (select unnest(?))",
        [sorted(steps)],
    ).fetchone()
    assert sum(fulfilled.values()) == published > 0
    assert all(row[12] and row[17] for row in rows if row[6])


def test_rejected_rows_are_shown_as_they_stood(audits: dict) -> None:
    rows = audits["audit_rejected_rows"]
    assert len(rows) == len(_dirty_rows("rejected"))
    for row in rows:
        assert json.loads(row[7])


def _dirty_rows(outcome: str) -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["outcome"] == outcome]


def test_dirty_rows_are_rejected_as_listed(build: duckdb.DuckDBPyConnection) -> None:
    """No more and no fewer than seeds/README.md says, each for its reason."""
    expected = Counter(
        (row["source_table"], row["reason_code_or_issue_code"])
        for row in _dirty_rows("rejected")
    )
    found = build.execute(
        "select source_table, reason_code from marts.fct_rejected_rows"
    ).fetchall()
    assert Counter(found) == expected
    keys = {(row["source_table"], row["row_key"]) for row in _dirty_rows("rejected")}
    listed = build.execute(
        "select source_table, row_key from marts.fct_rejected_rows"
    ).fetchall()
    assert {key for key in keys if key[1]} <= set(listed)


def test_dirty_rows_are_issues_as_listed(build: duckdb.DuckDBPyConnection) -> None:
    found = set(
        build.execute(
            "select issue_code, source_key from marts.fct_data_issues"
        ).fetchall()
    )
    for row in _dirty_rows("issue"):
        key = f"{row['source_table']}|{row['row_key']}"
        assert (row["reason_code_or_issue_code"], key) in found


@pytest.mark.parametrize("outcome", ["accepted", "superseded", "not_yet_known"])
def test_dirty_rows_end_as_listed(
    build: duckdb.DuckDBPyConnection, outcome: str
) -> None:
    for row in _dirty_rows(outcome):
        table = row["source_table"]
        system, entities = table.split("_", 1)
        if table == "exchange_rates":
            system, entities = "billing", table
        if row["row_key"]:
            key = ", ".join(raw_contract()[table]["key"])
            statuses = build.execute(
                f"select row_status from staging.base_{system}__{entities}"
                f" where concat_ws('|', {key}) = ?",
                [row["row_key"]],
            ).fetchall()
            assert (outcome,) in statuses, row
