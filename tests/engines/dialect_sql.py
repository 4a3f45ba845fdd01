"""Models compiled for a warehouse that is not here, and run by DuckDB instead."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bigquery
import duckdb
import sqlglot
from companies_built import PROJECT
from sqlglot import exp

KINDS = ("seed", "model", "test")
DIALECTS = ("snowflake", "databricks", "redshift", "bigquery")

# Databricks asks the server what it can do, even to compile.
COMPILE = """
import sys
if "databricks" in sys.argv:
    from dbt.adapters.databricks.impl import DatabricksAdapter
    DatabricksAdapter.has_capability = lambda *_: True
from dbt.cli.main import cli
cli()
"""
# What sqlglot leaves as it stands, in DuckDB's words.
STAND_INS = """
create type super as varchar;
create macro json_serialize(value) as cast(to_json(value) as varchar);
create macro to_json_string(value, options) as cast(to_json(value) as varchar);
"""
WORDS = {
    "databricks": {"(?!(?s:.))": "$", "to_json(\n": "to_json_string(\n"},
}


def compiled(dialect: str, folder: Path) -> dict[str, dict[str, Any]]:
    """{node: what dbt's manifest says of it}, seeds, models and data tests, none before
    those it reads; all but seeds have their `compiled_sql`."""
    done = subprocess.run(
        [
            *(bigquery.PYTHON, "-c", COMPILE, "compile", "--target", dialect),
            "--select",
            *(f"resource_type:{kind}" for kind in KINDS),
            *("--no-populate-cache", "--no-introspect", "--project-dir", PROJECT),
            *("--profiles-dir", Path(__file__).parent / "dialects"),
            *("--target-path", folder, "--log-path", folder),
            *("--no-send-anonymous-usage-stats", "--no-version-check"),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]
    for node in nodes.values():
        if node["resource_type"] in ("model", "test"):
            file = Path(node["compiled_path"])
            node["compiled_sql"] = file.read_text(encoding="utf-8")
    return {name: nodes[name] for name in _in_order(nodes)}


def _in_order(nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Seeds, models and data tests, each after those it reads."""
    seen: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        if name in seen or nodes[name]["resource_type"] not in KINDS:
            return
        seen.add(name)
        for above in nodes[name].get("depends_on", {}).get("nodes", []):
            yield from visit(above)
        yield name

    for name in nodes:
        yield from visit(name)


def run(dialect: str, nodes: dict[str, dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """A DuckDB in which every model was made by its own SQL, put into DuckDB's."""
    connection = duckdb.connect()
    connection.execute(f"set TimeZone = 'UTC'; {STAND_INS}")
    for schema in {node["schema"] for node in nodes.values()}:
        connection.execute(f"create schema {schema}")
    for node in nodes.values():
        if node["resource_type"] == "test":
            continue
        place = f"{node['schema']}.{node['name']}"
        if node["resource_type"] == "seed":
            file = PROJECT / node["original_file_path"]
            connection.execute(
                f"create table {place} as from"
                f" read_csv('{file}', all_varchar = true, header = true)"
            )
            continue
        try:
            connection.execute(f"create table {place} as {_in_duckdb(dialect, node)}")
        except duckdb.Error as error:
            raise AssertionError(f"{node['name']} for {dialect}: {error}") from error
    return connection


def _in_duckdb(dialect: str, node: dict[str, Any]) -> str:
    """The SQL of a model in DuckDB's words."""
    if dialect == "bigquery":
        return bigquery.in_duckdb(node)
    sql = node["compiled_sql"]
    for theirs, ours in WORDS.get(dialect, {}).items():
        sql = sql.replace(theirs, ours)
    (ours,) = sqlglot.transpile(sql, read=dialect, write="duckdb")
    return ours


def refused(dialect: str, sql: str) -> set[str]:
    """What sqlglot reads in a statement and the warehouse does not know; of BigQuery
    its own analyzer says it."""
    tree = sqlglot.parse_one(sql, read=dialect)
    found = set()
    if dialect in ("databricks", "bigquery"):
        return found
    if tree.find(exp.Filter):
        found.add("filter (where ...)")
    if dialect == "redshift" and tree.find(exp.NullSafeEQ, exp.NullSafeNEQ):
        found.add("is distinct from")
    for part in tree.find_all(exp.CTE):
        itself = [t for t in part.this.find_all(exp.Table) if t.name == part.alias]
        if itself and part.this.find(exp.Window):
            found.add("a window in a recursion")
    return found
