"""The SQL of each phase, in the order it runs: dbt's own models, and the spine's.

dbt compiles once; what it compiled is then run as it would run it, one
`create table as` or `create view as` a model, so that the figures are of the
models' work alone: no parsing, no tests, no logging.
"""

from pathlib import Path
from typing import Any, NamedTuple

from nrr.bench.compiled import ancestors, compiled, is_in

OUTPUTS = ("fct_mrr_movements", "fct_nrr_monthly")
HISTORY = ("fct_mrr_restatements_monthly", "fct_mrr_restatement_causes")
SELECTED = (*OUTPUTS, "marts.reserved", "marts.dispersion", *HISTORY)
# A company without reservations has none: the ledger is measured as its own work.
NOTHING_RESERVED = """
create table {place} as
select
    cast(null as integer) as month_number,
    cast(null as integer) as window_months,
    '' as dimension,
    '' as dimension_value,
    cast(null as decimal(38, 4)) as reserved_expansion_mrr
where 1 = 0
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


def phases(work: Path, target: str = "duckdb") -> dict[str, Phase]:
    """What is measured, in order: each on what the phase it builds on left.

    The spine is written for DuckDB alone.
    """
    nodes = compiled(work, SELECTED, target)
    reserved = tuple(n["name"] for n in nodes.values() if is_in(n, "reserved"))
    models = ancestors(nodes, OUTPUTS + reserved)
    ledger = ancestors(nodes, OUTPUTS, without=reserved)
    shared = ancestors(nodes, SHARED)
    rest = [n for n in models if not is_in(n, "reserved") and n not in ledger]
    dispersion = tuple(n["name"] for n in nodes.values() if is_in(n, "dispersion"))
    (stand_in,) = (
        _place(n) for n in nodes.values() if n["name"] == "int_reserved_retention"
    )
    found = {
        "staging": Phase(
            None, [_step(node) for node in ledger if is_in(node, "staging")]
        ),
        "ledger": Phase(
            "staging",
            [
                Step("nothing_reserved", NOTHING_RESERVED.format(place=stand_in)),
                *(_step(node) for node in ledger if not is_in(node, "staging")),
            ],
        ),
        "drivers": Phase("ledger", [_step(node) for node in rest]),
        "reserved": Phase(
            "drivers",
            [
                Step("reserved", f"drop table {stand_in}"),
                *(_step(node) for node in models if is_in(node, "reserved")),
            ],
        ),
        "dispersion": _beyond(nodes, dispersion, models),
        "restatements": _beyond(nodes, HISTORY, models),
    }
    if target == "duckdb":
        steps = [_step(node) for node in shared if not is_in(node, "staging")]
        found["spine"] = Phase("staging", steps + _spine_steps())
    return found


def _beyond(
    nodes: dict[str, dict[str, Any]], names: tuple[str, ...], built: list[dict]
) -> Phase:
    """Models that read the drivers' database, and what only they need."""
    models = ancestors(nodes, names)
    return Phase("drivers", [_step(node) for node in models if node not in built])


def _step(node: dict[str, Any]) -> Step:
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    code = node["compiled_code"]
    return Step(node["name"], f"create {kind} {_place(node)} as {code}")


def _place(node: dict[str, Any]) -> str:
    return f"{node['schema']}.{node['alias']}"


def _spine_steps() -> list[Step]:
    """The models of the folder spine/, tables like dbt's."""
    folder = Path(__file__).with_name("spine")
    texts = {name: (folder / f"{name}.sql").read_text("utf-8") for name in SPINE}
    return [
        Step(f"spine.{name}", f"create table spine.{name} as {text}")
        for name, text in texts.items()
    ]
