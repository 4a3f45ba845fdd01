"""`nrr run` as a whole, on the sample company."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from conftest import PROJECT, Nrr, manifest_of
from nrr.between import DIMENSIONS, between
from nrr.content import content_hash
from nrr.reading import open_published


def test_summary_says_what_came_out(published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    headline = manifest_of(published_sample)["headline"]
    assert f"NRR {100 * headline['net_revenue_retention']:,.1f} %" in text
    for words in ("GRR", "Rejected rows: ", "Data issues: ", "Next:"):
        assert words in text
    assert f"{published_sample / 'current.duckdb'} (DuckDB, schema marts)" in text


def test_summary_waterfall_adds_up_as_shown(published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    steps = [
        "Opening",
        "New",
        "Reactivation",
        "Expansion",
        "Contraction",
        "Churn",
        "Closing",
    ]
    first_words = {line.split()[0]: line.split() for line in text.split("\n") if line}
    *movements, closing = (int(first_words[step][1].replace(",", "")) for step in steps)
    assert sum(movements) == closing


def test_summary_commands_work(nrr: Nrr, published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("  nrr ")]
    assert len(commands) == 3
    for command in commands:
        done = subprocess.run(
            command.replace("  nrr ", f"{sys.executable} -m nrr.cli "),
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n") > 2


@pytest.mark.parametrize("window", [1, 3, 12])
def test_between_equals_the_mart(published_sample: Path, window: int) -> None:
    """Every month, dimension and figure; a value that stands in the mart alone
    has neither opening nor closing."""
    with open_published(published_sample) as connection:
        months = connection.execute(
            "select distinct (month - to_months($window))::date, month"
            " from fct_nrr_monthly where window_months = $window",
            {"window": window},
        ).fetchall()
        assert months
        for opening, closing in months:
            for dimension in DIMENSIONS:
                names, rows = between(connection, opening, closing, dimension)
                expected = connection.execute(
                    f"select {', '.join(names)} from fct_nrr_monthly"
                    " where month = ? and window_months = ? and dimension = ?"
                    " and (opening_mrr > 0 or closing_mrr > 0)",
                    [closing, window, dimension],
                ).fetchall()
                assert sorted(rows) == sorted(expected), (closing, dimension)


def test_content_equals_plain_dbt(published_sample: Path, tmp_path: Path) -> None:
    """`dbt seed` and `dbt build`, unit tests and all, give the same marts."""
    built = tmp_path / "dev.duckdb"
    for words in (["seed"], ["build"]):
        subprocess.run(
            [
                *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
                *(*words, "--project-dir", PROJECT, "--profiles-dir", PROJECT),
                *("--target-path", tmp_path / "target"),
                *("--log-path", tmp_path / "logs", "--quiet"),
                *("--no-send-anonymous-usage-stats", "--no-version-check"),
            ],
            env={**os.environ, "NRR_DATABASE": str(built)},
            check=True,
        )
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built}' as dev (read_only)")
        expected = manifest_of(published_sample)["content_hash"]
        assert content_hash(connection, "dev") == expected


def test_check_of_the_sample(nrr: Nrr, tmp_path: Path) -> None:
    done = nrr("check", "--warehouse", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "billing_subscription_items" in done.stdout
    assert not (tmp_path / "current.duckdb").exists()
