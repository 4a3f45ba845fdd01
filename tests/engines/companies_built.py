"""Companies to build on every engine, and what DuckDB makes of them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
from marts import Rows, public_marts, read_marts

from companies import random_company, write_csv

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Company:
    """The options of `nrr run` that build a company."""

    options: tuple[str, ...] = ()


@dataclass
class Expected:
    """What DuckDB publishes."""

    company: Company
    marts: dict[str, list[str]]
    rows: Rows = field(repr=False)


def companies(folder: Path) -> dict[str, Company]:
    """The sample, and a random one that takes the other ways through the models."""
    as_of = date(2026, 3, 15)
    raw = write_csv(random_company(7, 300, as_of), folder / "raw")
    variables = {
        "reporting_currency": "USD",
        "account_level": "ultimate_parent",
        "renewal_grace_days": 15,
        "rejected_rows_error_share": 1,
    }
    words = [("--var", f"{name}={value}") for name, value in variables.items()]
    return {
        "sample": Company(),
        "random": Company(
            (
                "--raw",
                str(raw),
                "--as-of",
                str(as_of),
                *(w for two in words for w in two),
            )
        ),
    }


def nrr_run(
    company: Company, warehouse: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess:
    """`nrr run` of a company, in a process of its own."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "nrr.cli", "run", "--warehouse", str(warehouse)),
            *company.options,
            *options,
        ],
        cwd=PROJECT,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def built_on_duckdb(company: Company, warehouse: Path) -> Expected:
    """The public marts that DuckDB publishes of a company."""
    done = nrr_run(company, warehouse)
    assert done.returncode == 0, done.stderr
    marts = public_marts(warehouse / "build" / "target" / "manifest.json")
    with duckdb.connect(
        str(warehouse / "current.duckdb"), read_only=True
    ) as connection:
        rows = read_marts(marts, "marts", lambda sql: connection.sql(sql).fetchall())
    return Expected(company, marts, rows)


def dbt(*words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess:
    """A dbt command in the project, in a process of its own."""
    return subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", *words),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--no-send-anonymous-usage-stats", "--no-version-check"),
        ],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
