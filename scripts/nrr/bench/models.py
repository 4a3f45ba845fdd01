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
HISTORY = ("fct_mrr_restatements_monthly", "fct_mrr_restatement_causes")
SELECTED = (*OUTPUTS, "marts.reserved", "marts.dispersion", *HISTORY)
# A company without reservations has none: the ledger is measured as its own work.
NOTHING_RESERVED = """
create table intermediate.int_reserved_retention (
    month_number integer,
    window_months integer,
    dimension varchar,
    dimension_value varchar,
    reserved_expansion_mrr decimal(38, 4)
)
"""
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


class Phase(NamedTuple):
    """The phase whose database it starts from (None: none), and its statements."""

    base: str | None
    steps: list[Step]


def phases(work: Path) -> dict[str, Phase]:
    """What is measured, in order: each on what the phase it builds on left."""
    nodes = _compiled(work)
    reserved = tuple(n["name"] for n in nodes.values() if _is_in(n, "reserved"))
    models = _ancestors(nodes, OUTPUTS + reserved)
    ledger = _ancestors(nodes, OUTPUTS, without=reserved)
    shared = _ancestors(nodes, SHARED)
    rest = [n for n in models if not _is_in(n, "reserved") and n not in ledger]
    dispersion = tuple(n["name"] for n in nodes.values() if _is_in(n, "dispersion"))
    return {
        "staging": Phase(
            None, [_step(node) for node in ledger if _is_in(node, "staging")]
        ),
        "ledger": Phase(
            "staging",
            [
                Step("nothing_reserved", NOTHING_RESERVED),
                *(_step(node) for node in ledger if not _is_in(node, "staging")),
            ],
        ),
        "drivers": Phase("ledger", [_step(node) for node in rest]),
        "reserved": Phase(
            "drivers",
            [
                Step("reserved", "drop table intermediate.int_reserved_retention"),
                *(_step(node) for node in models if _is_in(node, "reserved")),
            ],
        ),
        "dispersion": _beyond(nodes, dispersion, models),
        "restatements": _beyond(nodes, HISTORY, models),
        "spine": Phase(
            "staging",
            [
                *(_step(node) for node in shared if not _is_in(node, "staging")),
                *_spine_steps(),
            ],
        ),
    }


def _compiled(work: Path) -> dict[str, dict[str, Any]]:
    """The nodes of dbt's manifest by their id, what is measured compiled."""
    target = work / "target"
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile"),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *(word for name in SELECTED for word in ("--select", f"+{name}")),
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


def _beyond(
    nodes: dict[str, dict[str, Any]], names: tuple[str, ...], built: list[dict]
) -> Phase:
    """Models that read the drivers' database, and what only they need."""
    models = _ancestors(nodes, names)
    return Phase("drivers", [_step(node) for node in models if node not in built])


def _is_in(node: dict[str, Any], folder: str) -> bool:
    return node["resource_type"] == "model" and folder in node["fqn"][1:-1]


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
