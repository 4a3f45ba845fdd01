"""dbt's own models, compiled once: what the bench then runs as dbt would run it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from nrr.contract import PROJECT
from nrr.errors import NrrError

AS_OF = "2026-03-31"
RAW = "raw"  # a folder beside the database: the same SQL for every size
# Set whatever dbt_project.yml says, as the spine's SQL counts on them.
VARIABLES = {
    "raw_path": RAW,
    "as_of_date": AS_OF,
    "constant_fx_date": "",
    "reporting_currency": "JPY",
    "fiscal_year_start_month": 4,
    "account_level": "account",
    "renewal_grace_days": 0,
    "arr_bands": [
        {"band": "under_1m", "below": 1000000},
        {"band": "1m_to_10m", "below": 10000000},
        {"band": "10m_to_100m", "below": 100000000},
        {"band": "from_100m"},
    ],
}


def compiled(
    work: Path, selected: Iterable[str], target: str
) -> dict[str, dict[str, Any]]:
    """The nodes of dbt's manifest by their id; of the selected and all they are built
    from, `compiled_code` says how, in the words of the target's engine."""
    folder = work / "target"
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *(word for name in selected for word in ("--select", f"+{name}")),
            *("--vars", json.dumps(VARIABLES), "--target", target),
            *("--target-path", str(folder), "--log-path", str(work / "logs")),
            *("--quiet", "--no-populate-cache", "--no-introspect"),
            "--no-version-check",
            "--no-send-anonymous-usage-stats",
        ],
        env={**os.environ, "NRR_DATABASE": str(work / "bench.duckdb")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NrrError(f"dbt could not compile the models: {done.stdout.strip()}")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest["nodes"]


def ancestors(
    nodes: dict[str, dict[str, Any]],
    names: tuple[str, ...],
    without: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """The models of these names and all they are built from, in building order.

    without: names of models that are left out, with what only they need.
    """
    graph: dict[str, list[str]] = {}
    todo = [each for each, node in nodes.items() if node["name"] in names]
    while todo:
        each = todo.pop()
        if each not in graph:
            needed = nodes[each]["depends_on"]["nodes"]
            graph[each] = [
                name
                for name in needed
                if name.startswith("model.") and nodes[name]["name"] not in without
            ]
            todo += graph[each]
    return [nodes[each] for each in TopologicalSorter(graph).static_order()]


def is_in(node: dict[str, Any], folder: str) -> bool:
    return node["resource_type"] == "model" and folder in node["fqn"][1:-1]
