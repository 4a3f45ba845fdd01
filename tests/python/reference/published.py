"""Building a company with the project's runner, and reading what it published."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from commands import run_nrr

from .rows import Raw

# Every row is judged here; a share of bad rows is no reason to stop.
ALWAYS = {"rejected_rows_error_share": "1"}


def build(
    raw: Path, warehouse: Path, as_of: date, settings: Mapping[str, str] | None = None
) -> Path:
    """Run the whole build in its own process; the published file.

    Raises AssertionError with the end of the log where the build did not publish.
    """
    words = ["run", "--raw", raw, "--warehouse", warehouse, "--as-of", as_of]
    for name, value in (ALWAYS | dict(settings or {})).items():
        words += ["--var", f"{name}={value}"]
    done = run_nrr(*words)
    log = f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    assert done.returncode == 0, f"exit code {done.returncode} of {done.args}\n{log}"
    return warehouse / "current.duckdb"


class Builds:
    """Builds under one folder, each run once; a failure is kept as well."""

    def __init__(self, folder: Path) -> None:
        """folder: where the warehouses stand."""
        self.folder = folder
        self.done: dict[tuple[Path, date], Path | AssertionError] = {}

    def of(self, raw: Path, as_of: date, settings: Mapping[str, str]) -> Path:
        """The published file of a raw folder at a date."""
        key = (raw, as_of)
        if key not in self.done:
            warehouse = self.folder / f"warehouse_{len(self.done)}"
            try:
                self.done[key] = build(raw, warehouse, as_of, settings)
            except AssertionError as error:
                self.done[key] = error
        outcome = self.done[key]
        if isinstance(outcome, AssertionError):
            raise outcome
        return outcome


@cache
def mart(published: Path, name: str) -> list[dict[str, Any]]:
    """Every row of one published mart."""
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute(f"select * from marts.{name}")
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def read_csv(path: Path) -> list[Raw]:
    """The rows of a CSV file as text; an empty field is None."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: text or None for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def read_folder(folder: Path) -> dict[str, list[Raw]]:
    """The raw tables of a folder of CSV files."""
    return {path.stem: read_csv(path) for path in sorted(folder.glob("*.csv"))}
