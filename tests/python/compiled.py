"""A model's own SQL, as the sample's run compiled it, on tables a test makes up."""

import json
from pathlib import Path

import duckdb

Row = dict[str, object]


def rows_of(
    warehouse: Path, model: str, tables: dict[str, str], **values: list
) -> list[Row]:
    """The model's rows where intermediate.<table> holds what the given SQL selects.

    `values` are the parameters that the SQL of the tables names.
    """
    manifest = warehouse / "build" / "target" / "manifest.json"
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    node = nodes[f"model.net_revenue_retention.{model}"]
    with duckdb.connect() as connection:
        connection.execute(f"attach ':memory:' as {node['database']}")
        connection.execute(f"create schema {node['database']}.intermediate")
        for table, sql in tables.items():
            name = f"{node['database']}.intermediate.{table}"
            connection.execute(f"create table {name} as {sql}", values)
        found = connection.execute(node["compiled_code"])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
