"""MetricFlow on the sample: its project folder, and the rows of a metric query."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from conftest import PROJECT

Rows = dict[tuple, tuple]


def make_project(folder: Path, warehouse: Path) -> Path:
    """A project folder as `dbt build` leaves it: the sample built, its manifest
    where `mf` looks for it."""
    (folder / "target").mkdir(parents=True)
    for name in ("dbt_project.yml", "profiles.yml", "models", "macros", "tests"):
        (folder / name).symlink_to(PROJECT / name)
    build = warehouse / "build"
    shutil.copy(build / "target" / "semantic_manifest.json", folder / "target")
    shutil.copy(build / "build.duckdb", folder)
    return folder


def run_mf(project: Path, *words: str) -> subprocess.CompletedProcess:
    """The command `mf` as a user has it, in that project."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from dbt_metricflow.cli.main import cli; cli()",
            *words,
        ],
        cwd=project,
        env={
            **os.environ,
            "NRR_DATABASE": "build.duckdb",
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )


class Metrics:
    """MetricFlow's own SQL for a query, answered by the sample's build.

    The tables of `mf query` hold floats; the rows of its SQL are exact.
    """

    def __init__(self, project: Path) -> None:
        from dbt_metricflow.cli.cli_configuration import CLIConfiguration

        self._configuration = CLIConfiguration()
        self._configuration.setup(project, project, configure_file_logging=False)
        self._project = project

    def rows(self, metrics: str, by: str, where: str | None = None) -> Rows:
        """{what is grouped by: metrics}, dates and numbers as DuckDB has them."""
        from metricflow.engine.metricflow_engine import MetricFlowQueryRequest

        groups, names = by.split(","), metrics.split(",")
        request = MetricFlowQueryRequest.create(
            metric_names=names,
            group_by_names=groups,
            where_constraints=[where] if where else None,
        )
        sql = self._configuration.mf.explain(request).sql_statement.sql
        with duckdb.connect(str(self._project / "build.duckdb")) as connection:
            found = connection.execute(sql)
            columns = [column[0].lower() for column in found.description]
            places = [columns.index(name) for name in groups + names]
            rows = [[row[place] for place in places] for row in found.fetchall()]
        width = len(groups)
        return {_dates(row[:width]): tuple(row[width:]) for row in rows}


def _dates(values: list) -> tuple:
    return tuple(v.date() if hasattr(v, "date") else v for v in values)
