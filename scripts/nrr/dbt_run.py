"""dbt, called in this process on a private database, and what it found."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from nrr.contract import PROJECT
from nrr.errors import Refused
from nrr.findings import Finding, finding, telling_lines
from nrr.progress import Report

BUILD_STAGE = "Building and testing"


def dbt_build(
    database: Path,
    variables: str,
    target: str,
    report: Report,
    select: tuple[str, ...] = (),
) -> list[Finding]:
    """Build and test everything in a new database file, or what `select` names
    and no test it does not name.

    Raises Refused where dbt could not even start, such as on a broken model.
    """
    for old in database.parent.glob(f"{database.name}*"):
        old.unlink() if old.is_file() else None
    arguments = _arguments(database.parent, variables, target, select)
    return _invoke(arguments, report, database.parent, NRR_DATABASE=str(database))


def dbt_build_on(
    target: str, schema: str, folder: Path, variables: str, report: Report
) -> list[Finding]:
    """Build and test everything on another engine, in `<schema>_marts` and so on.

    What dbt writes of its own goes into `folder`. Raises Refused likewise.
    """
    arguments = _arguments(folder, variables, target, ())
    return _invoke(arguments, report, folder, NRR_SCHEMA=schema)


def _invoke(
    arguments: list[str], report: Report, folder: Path, **environment: str
) -> list[Finding]:
    from dbt.cli.main import dbtRunner

    report.stage("Reading the models", 0, 0)
    with _environment(**environment):
        try:
            done = dbtRunner(callbacks=[_follow(report)]).invoke(arguments)
        finally:
            _close_database()
    if isinstance(done.exception, KeyboardInterrupt):
        raise done.exception
    results = getattr(done.result, "results", None)
    if results is None:
        raise Refused(
            f"dbt could not build; nothing was published. {telling_lines(done.exception)}"
            f" The log is {folder / 'logs' / 'dbt.log'}."
        )
    return [found for found in map(finding, results) if found]


def _arguments(
    folder: Path, variables: str, target: str, select: tuple[str, ...]
) -> list[str]:
    chosen = [word for name in select for word in ("--select", name)]
    return [
        "build",
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target", target, "--vars", variables, *chosen),
        *(("--indirect-selection", "empty") if select else ()),
        *("--exclude-resource-type", "seed"),
        *("--exclude-resource-type", "unit_test"),
        *("--target-path", str(folder / "target")),
        *("--log-path", str(folder / "logs")),
        *("--log-level", "none", "--log-level-file", "info", "--quiet"),
        *("--no-send-anonymous-usage-stats", "--no-version-check"),
    ]


def _close_database() -> None:
    """Let go of the file, which dbt keeps open to the end of the process."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    reset_adapters()
    with suppress(Exception):  # raised where dbt stopped before it opened one
        DuckDBConnectionManager.env().close()
    DuckDBConnectionManager.close_all_connections()


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _follow(report: Report) -> Any:
    """A callback for dbt's events, which come from several threads at once."""
    state = {"done": 0, "total": 0}
    turn = Lock()

    def follow(event: Any) -> None:
        if event.info.name not in ("LogStartLine", "NodeFinished"):
            return
        with turn:
            if event.info.name == "LogStartLine":
                state["total"] = event.data.total
            else:
                state["done"] += 1
            if state["total"]:
                report.stage(BUILD_STAGE, state["done"], state["total"])

    return follow
