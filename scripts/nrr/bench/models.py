"""The SQL of each phase, in the order it runs: dbt's own models, and the spine's.

dbt compiles once; what it compiled is then run as it would run it, one
`create table as` or `create view as` a model, so that the figures are of the
models' work alone: no parsing, no tests, no logging.
"""

import json
import os
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

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
OUTPUTS = ("fct_mrr_movements", "fct_nrr_monthly")
# What the spine takes over: the value of an item, and what an account is.
SHARED = ("int_subscription_items_valued", "int_account_attributes", "int_products")
SPINE = (
    *("live_items", "months", "accounts", "account_months", "family_months"),
    *("fct_mrr_movements", "dimension_values", "account_windows", "family_windows"),
    "fct_nrr_monthly",
)


class Step(NamedTuple):
    """One statement, with the name of the model it builds."""

    name: str
    sql: str


def phases(work: Path) -> dict[str, list[Step]]:
    """The steps of the phases staging, ledger and spine."""
    nodes = _compiled(work)
    models = _ancestors(nodes, OUTPUTS)
    shared = _ancestors(nodes, SHARED)
    return {
        "staging": [_step(node) for node in models if _is_staging(node)],
        "ledger": [_step(node) for node in models if not _is_staging(node)],
        "spine": [
            *(_step(node) for node in shared if not _is_staging(node)),
            *_spine_steps(),
        ],
    }


def _compiled(work: Path) -> dict[str, dict[str, Any]]:
    """The nodes of dbt's manifest by their id, what OUTPUTS needs compiled."""
    target = work / "target"
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *(word for name in OUTPUTS for word in ("--select", f"+{name}")),
            *("--vars", json.dumps(VARIABLES), "--target", "duckdb"),
            *("--target-path", str(target), "--log-path", str(work / "logs")),
            *("--quiet", "--no-populate-cache", "--no-version-check"),
            "--no-send-anonymous-usage-stats",
        ],
        env={**os.environ, "NRR_DATABASE": str(work / "bench.duckdb")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NrrError(f"dbt could not compile the models: {done.stdout.strip()}")
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return manifest["nodes"]


def _ancestors(
    nodes: dict[str, dict[str, Any]], names: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The models of these names and all they are built from, in building order."""
    graph: dict[str, list[str]] = {}
    todo = [each for each, node in nodes.items() if node["name"] in names]
    while todo:
        each = todo.pop()
        if each not in graph:
            needed = nodes[each]["depends_on"]["nodes"]
            graph[each] = [name for name in needed if name.startswith("model.")]
            todo += graph[each]
    return [nodes[each] for each in TopologicalSorter(graph).static_order()]


def _is_staging(node: dict[str, Any]) -> bool:
    return node["fqn"][1] == "staging"


def _step(node: dict[str, Any]) -> Step:
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    relation = f"{node['schema']}.{node['alias']}"
    return Step(node["name"], f"create {kind} {relation} as {node['compiled_code']}")


def _spine_steps() -> list[Step]:
    """The models of the folder spine/, tables like dbt's."""
    folder = Path(__file__).with_name("spine")
    texts = {name: (folder / f"{name}.sql").read_text("utf-8") for name in SPINE}
    return [
        Step(f"spine.{name}", f"create table spine.{name} as {text}")
        for name, text in texts.items()
    ]
