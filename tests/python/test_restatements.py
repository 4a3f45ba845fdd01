"""Any past report can be derived again: as of its day, or from the restatements.

The sample is built as of the close of every month, at the rates of today; its
closing MRR is what the mart of restatements says was first reported.
"""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from companies import random_company, write_csv
from conftest import PROJECT, Nrr
from nrr.request import declared_variables
from reference.published import build

AS_OF = declared_variables()["as_of_date"]
CLOSE_LAG = timedelta(days=declared_variables()["close_lag_days"])
# Stands for the day in the compiled models, which then run for each.
SOME_DAY = "1999-12-31"
STATES = "int_account_mrr_states"
# Known from the start: a rate is no restatement.
RATES = """
select
    cast(rate_date as varchar) as rate_date, from_currency, to_currency,
    cast(rate as varchar) as rate, null::varchar as recorded_at,
    null::varchar as is_deleted
from staging.stg_billing__exchange_rates
"""

Restatements = list[tuple[date, date, Any, Any, int]]


def restatements_of(warehouse: Path) -> Restatements:
    """By month: its first day, last day, MRR first reported and now, accounts."""
    with duckdb.connect(str(warehouse / "current.duckdb"), True) as marts:
        return marts.execute(
            "select month, month_end, first_reported_mrr, restated_mrr,"
            " restated_accounts from marts.fct_mrr_restatements_monthly"
            " join marts.dim_months using (month) order by month"
        ).fetchall()


@pytest.fixture(scope="module")
def restatements(published_sample: Path) -> Restatements:
    """Those of the sample."""
    return restatements_of(published_sample)


@pytest.fixture(scope="module")
def published_faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of a company whose rows are corrected and deleted all the time."""
    folder = tmp_path_factory.mktemp("faults")
    day = date.fromisoformat(AS_OF)
    raw = write_csv(random_company(39, 300, day), folder / "raw")
    return build(raw, folder / "warehouse", day).parent


@pytest.fixture(params=["published_sample", "published_faults"])
def company(request: pytest.FixtureRequest) -> tuple[Path, int]:
    """A published warehouse, and every how many-th month of it is built: of the sample
    each, of a company of faults each third, as a month takes a second."""
    every = {"published_sample": 1, "published_faults": 3}
    return request.getfixturevalue(request.param), every[request.param]


def compiled(work: Path, landed: Path) -> list[tuple[str, dict]]:
    """The models that the account states are built from: (relation, node), in order."""
    variables = {
        "raw_path": str(landed),
        "as_of_date": SOME_DAY,
        "constant_fx_date": AS_OF,
    }
    subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile"),
            *("--project-dir", PROJECT, "--profiles-dir", PROJECT, "--quiet"),
            *("--select", f"+{STATES}", "--vars", json.dumps(variables)),
            *("--target-path", work / "target", "--log-path", work / "logs"),
            *("--no-populate-cache", "--no-version-check"),
            "--no-send-anonymous-usage-stats",
        ],
        env={**os.environ, "NRR_DATABASE": str(work / "past.duckdb")},
        check=True,
    )
    manifest = json.loads((work / "target" / "manifest.json").read_text("utf-8"))
    nodes = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node.get("compiled_code")
    }
    needed = {
        name: [each for each in node["depends_on"]["nodes"] if each in nodes]
        for name, node in nodes.items()
    }
    return [
        (f"{nodes[name]['schema']}.{nodes[name]['alias']}", nodes[name])
        for name in TopologicalSorter(needed).static_order()
    ]


def test_each_month_as_of_its_close_is_what_was_first_reported(
    company: tuple[Path, int], tmp_path: Path
) -> None:
    warehouse, every = company
    restatements = restatements_of(warehouse)[::every]
    landed = tmp_path / "landed"
    landed.mkdir()
    for path in (warehouse / "build" / "landed").glob("*.parquet"):
        (landed / path.name).symlink_to(path.resolve())
    rates = landed / "exchange_rates.parquet"
    rates.unlink()
    built = warehouse / "build" / "build.duckdb"
    with duckdb.connect(str(built), True) as connection:
        connection.execute(
            "copy (select *, row_number() over () as row_number,"
            f" null::varchar as source_file from ({RATES})) to '{rates}'"
        )
    steps = compiled(tmp_path, landed)
    found = {}
    with duckdb.connect(str(tmp_path / "past.duckdb")) as past:
        past.execute("create schema staging; create schema intermediate")
        for month, month_end, *_ in restatements:
            known = min(month_end + CLOSE_LAG, date.fromisoformat(AS_OF))
            for relation, node in steps:
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                sql = node["compiled_code"].replace(SOME_DAY, known.isoformat())
                past.execute(f"create or replace {kind} {relation} as {sql}")
            (found[month],) = past.execute(
                f"select coalesce(sum(current_mrr), 0) from intermediate.{STATES}"
                " where next_month is null"
            ).fetchone()
    assert found == {month: first for month, _, first, *_ in restatements}


def test_the_sample_is_restated(restatements: Restatements) -> None:
    """In some months and not in all: else the test above would show little."""
    restated = [row for row in restatements if row[2] != row[3]]
    assert 10 < len(restated) < len(restatements)
    assert all(accounts for *_, accounts in restated)


def test_a_past_report_is_one_run(
    published_sample: Path, tmp_path: Path, restatements: Restatements, nrr: Nrr
) -> None:
    """`nrr run --as-of` the close of the month that was restated most."""
    month, month_end, first, now, _ = max(
        restatements, key=lambda row: abs(row[2] - row[3])
    )
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in PROJECT.glob("seeds/*/*.csv"):
        (raw / path.name).symlink_to(path)
    (raw / "exchange_rates.csv").unlink()
    built = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(built), True) as connection:
        connection.execute(f"copy ({RATES}) to '{raw / 'exchange_rates.csv'}'")
    done = nrr(
        *("run", "--raw", raw, "--as-of", month_end + CLOSE_LAG),
        *("--var", f"constant_fx_date={AS_OF}", "--warehouse", tmp_path / "past"),
        *("--var", "rejected_rows_error_share=1"),
    )
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(tmp_path / "past" / "current.duckdb"), True) as marts:
        (closing,) = marts.execute(
            "select closing_mrr from marts.fct_mrr_waterfall_monthly"
            " where dimension = 'all' and month = ?",
            [month],
        ).fetchone()
    assert closing == first != now
