"""BigQuery, which is not here: what it would refuse, and its SQL in DuckDB's words."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import sqlglot
from companies_built import PROJECT
from sqlglot import exp

PYTHON = PROJECT / ".venv" / "dialects" / "bin" / "python"
# Its decimals have 38 and 76 digits; 38 in all have to do in DuckDB.
DECIMALS = {
    "numeric": "decimal(38, 9)",
    "bignumeric": "decimal(38, 12)",
    "bigdecimal": "int128",
}


def refused(nodes: list[dict[str, Any]]) -> dict[str, list[str]]:
    """{name: what BigQuery refuses of it}; nodes as googlesql.py reads them."""
    done = subprocess.run(
        [PYTHON, Path(__file__).with_name("googlesql.py")],
        input=json.dumps(nodes),
        # Answers are nested deeper than the quicker implementation reads.
        env={**os.environ, "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    joined = {
        node["name"]: ["an outer join without an equality"]
        for node in nodes
        if node["name"] not in found
        and "sql" in node
        and not _joins_by_equality(node["sql"])
    }
    return found | joined


def _joins_by_equality(sql: str) -> bool:
    """True where every outer join has a condition that is an equality between what
    is joined and the rest: BigQuery does no other, which its analyzer does not say."""
    tree = sqlglot.parse_one(sql, read="bigquery")
    return all(_has_equality(join) for join in tree.find_all(exp.Join) if join.side)


def _has_equality(join: exp.Join) -> bool:
    on = join.args["on"]
    for part in on.flatten() if isinstance(on, exp.And) else [on]:
        if isinstance(part, exp.EQ):
            left, right = (
                {one.table == join.alias_or_name for one in side.find_all(exp.Column)}
                for side in (part.left, part.right)
            )
            if len(left) == len(right) == 1 and left != right:
                return True
    return False


def in_duckdb(node: dict[str, Any]) -> str:
    """The SQL of a model in DuckDB's words, each type as BigQuery has it."""
    types = re.compile(r"(?<= as )\w+\b")
    sql = types.sub(
        lambda found: DECIMALS.get(found[0], found[0]), node["compiled_sql"]
    )
    tree = sqlglot.parse_one(sql, read="bigquery")
    for number in list(tree.find_all(exp.Literal)):
        if not number.is_string and not number.is_int:
            number.replace(exp.cast(number.copy(), "double"))
    ours = tree.sql(dialect="duckdb")
    if not node["config"]["contract"]["enforced"]:
        return ours
    # Its tables are made with the types of the contract.
    columns = ", ".join(
        f"cast({column['name']} as {column['data_type']}) as {column['name']}"
        for column in node["columns"].values()
    )
    return f"select {columns} from ({ours})"


def judged_nodes(nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Nodes of a manifest as googlesql.py reads them."""
    return [
        {
            "name": node["name"],
            "sql": node["compiled_sql"],
            "contract": {
                column["name"]: column["data_type"]
                for column in node["columns"].values()
                if node["config"]["contract"]["enforced"]
            },
        }
        if "compiled_sql" in node
        else {"name": node["name"], "columns": list(node["config"]["column_types"])}
        for node in nodes.values()
    ]
