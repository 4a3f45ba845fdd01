"""The bench: ledger and spine come to the same rows, and it says what they cost."""

import json
from pathlib import Path

import duckdb
import pytest

from nrr.bench import bench
from nrr.bench.compare import differing_rows
from nrr.bench.data import make_raw
from nrr.bench.figures import figures
from nrr.bench.measure import Measure
from nrr.contract import columns, raw_contract
from nrr.errors import WrongUse

ACCOUNTS = 300


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What the bench leaves behind at a small size."""
    out = tmp_path_factory.mktemp("bench")
    assert bench([ACCOUNTS], out, "json", with_sample=False)
    assert [path.name for path in out.iterdir()] == ["bench.json"]
    return json.loads((out / "bench.json").read_text(encoding="utf-8"))


def test_ledger_equals_spine(record: dict) -> None:
    assert record["differing_rows"] == {
        str(ACCOUNTS): {"fct_mrr_movements": 0, "fct_nrr_monthly": 0}
    }


def test_every_phase_is_measured(record: dict) -> None:
    measures = {each["phase"]: each for each in record["measures"]}
    assert list(measures) == [
        *("staging", "ledger", "drivers", "reserved", "dispersion", "restatements"),
        "spine",
    ]
    for each in measures.values():
        assert each["cpu_seconds"] > 0 and each["wall_seconds"] > 0
        assert each["peak_megabytes"] > 1


def test_phases_are_what_they_say(record: dict) -> None:
    steps = {each["phase"]: list(each["steps"]) for each in record["measures"]}
    assert all(name.startswith(("base_", "stg_")) for name in steps["staging"])
    for phase, prefix in (("ledger", ""), ("spine", "spine.")):
        assert {f"{prefix}fct_mrr_movements", f"{prefix}fct_nrr_monthly"} < set(
            steps[phase]
        )
    assert "fct_account_mrr_monthly" not in steps["ledger"]
    assert "int_account_mrr_states" not in steps["spine"]
    assert {"int_reserved_takings", "fct_committed_arr_monthly"} < set(
        steps["reserved"]
    )
    assert not any(name.startswith("int_reserv") for name in steps["drivers"])
    assert {"int_arr_levels", "fct_arr_lorenz_curve"} < set(steps["dispersion"])
    assert "int_mrr_restatements" in steps["restatements"]


def test_one_row_apart_is_found(tmp_path: Path) -> None:
    for schema, amount in (("marts", 1), ("spine", 2)):
        with duckdb.connect(str(tmp_path / f"{schema}_side.duckdb")) as connection:
            connection.execute(f"create schema {schema}")
            for output in ("fct_mrr_movements", "fct_nrr_monthly"):
                connection.execute(
                    f"create table {schema}.{output} as"
                    f" select unnest([0, 0, {amount}]) as mrr"
                )
    sides = tmp_path / "marts_side.duckdb", tmp_path / "spine_side.duckdb"
    found = differing_rows(*sides, tmp_path)
    assert found == {"fct_mrr_movements": 2, "fct_nrr_monthly": 2}


def test_made_tables_are_landed_ones(tmp_path: Path) -> None:
    """Every table and column of the contract, as text; the same when made again."""
    contents = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        make_raw(ACCOUNTS, folder)
        tables = {}
        for table in raw_contract():
            relation = duckdb.sql(f"from '{folder / table}.parquet'")
            lineage = ["source_file", "row_number", "loaded_at"]
            assert relation.columns == [*columns(table), *lineage]
            assert {str(t) for t in relation.types[:-2]} == {"VARCHAR"}
            tables[table] = relation.fetchall()
        contents.append(tables)
    assert contents[0] == contents[1]
    items = {row[0] for row in contents[0]["billing_subscription_items"]}
    assert len(items) == 3 * ACCOUNTS


def test_figures_are_judged_at_the_largest_size() -> None:
    measures = [
        Measure(phase, size, cpu * size, 1.0, 500.0)
        for size in (100, 1000)
        for phase, cpu in (
            ("staging", 0.03),
            ("ledger", 0.02),
            ("reserved", 0.03),
            ("dispersion", 0.3),
            ("restatements", 0.01),
            ("spine", 0.2),
        )
    ]
    found = {each.name: each for each in figures(measures)}
    assert found["ledger / spine, CPU, 100 accounts"].most is None
    assert found["ledger / spine, CPU, 1,000 accounts"].is_met
    assert not found["(staging + ledger) / spine, CPU, 1,000 accounts"].is_met
    assert found["reserved / ledger, CPU, 1,000 accounts"].is_met is None
    growth = found["ledger: growth exponent, 100 to 1,000"]
    assert growth.value == pytest.approx(1.0) and growth.is_met
    assert found["staging: peak memory, MB, 1,000 accounts"].is_met


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="csv"):
        bench([ACCOUNTS], tmp_path, "csv")
