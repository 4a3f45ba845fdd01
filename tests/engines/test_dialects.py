"""Warehouses that are not here to run: what is compiled for them means the same.

Each model is compiled by the warehouse's own adapter, put into DuckDB's words by
sqlglot and run on the sample. That is less than running it there.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import bigquery
import pytest
from companies_built import Expected
from dialect_sql import DIALECTS, compiled, refused, run
from marts import differences, read_marts

Nodes = dict[str, dict[str, Any]]

# {(dialect, model): what the warehouse does not know}, with no answer yet: the
# queue of reserved steps needs one as Spark has it (macros/reserved_turns.sql).
KNOWN = {
    (dialect, "int_reserved_takings"): {"a window in a recursion"}
    for dialect in ("snowflake", "redshift")
}


@pytest.fixture(scope="module")
def compiled_for(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Nodes]:
    """compiled() of a dialect, once."""
    return cache(lambda dialect: compiled(dialect, tmp_path_factory.mktemp(dialect)))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_marts_equal_duckdb(
    dialect: str,
    expected: dict[str, Expected],
    compiled_for: Callable[[str], Nodes],
) -> None:
    sample = expected["sample"]
    nodes = compiled_for(dialect)
    models = [n for n in nodes.values() if n["resource_type"] == "model"]
    unknown = {
        (dialect, node["name"]): found
        for node in models
        if (found := refused(dialect, node["compiled_sql"]))
    }
    assert unknown == {k: words for k, words in KNOWN.items() if k[0] == dialect}
    # Rows of a warehouse are numbered by what they hold, those of a file as they
    # stand in it.
    marts = {
        mart: [column for column in columns if column != "row_number"]
        for mart, columns in sample.marts.items()
    }
    wanted = {
        mart: [
            tuple(
                value
                for column, value in zip(sample.marts[mart], row, strict=True)
                if column != "row_number"
            )
            for row in rows
        ]
        for mart, rows in sample.rows.items()
    }
    with run(dialect, nodes) as connection:
        found = read_marts(
            marts, "nrr_marts", lambda sql: connection.sql(sql).fetchall()
        )
    told = differences(marts, wanted, found)
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    "statement",
    [
        "select sum(a) filter (where b) from t",
        "with recursive r as (select 1 as a union all select sum(a) over () from r)"
        + " select * from r",
    ],
)
@pytest.mark.parametrize("dialect", ["snowflake", "redshift"])
def test_what_a_warehouse_does_not_know_is_seen(dialect: str, statement: str) -> None:
    assert refused(dialect, statement)


def test_what_redshift_does_not_know_is_seen() -> None:
    assert refused("redshift", "select a is distinct from b from t")


def test_bigquery_knows_every_statement(compiled_for: Callable[[str], Nodes]) -> None:
    nodes = bigquery.judged_nodes(compiled_for("bigquery"))
    assert not bigquery.refused(nodes)


def test_what_bigquery_does_not_know_is_seen() -> None:
    table = "`a`.`b`.`t`"
    statements = {
        "union": f"select a from {table} union select b from {table}",
        "cte": f"with r as materialized (select a from {table}) select * from r",
        "function": f"select split_part(a, ' ', 1) as a from {table}",
        "precision": f"select cast(a as decimal(18, 4)) as a from {table}",
        "type": f"select cast(a as varchar) as a from {table}",
        "number": f"select 100000000000000000000 as a from {table}",
        "ratio": f"select cast(a as float64) * 0.5 as a from {table}",
        "median": "select percentile_cont(0.5) within group (order by a) as a"
        + f" from {table}",
        "frame": "select row_number() over (order by a rows unbounded preceding) as a"
        + f" from {table}",
        "having": f"select sum(length(a)) as a from {table} having sum(length(a)) > 1",
        "zone": f"select cast(a as timestamp) < cast(a as datetime) as a from {table}",
        "join": f"select t.a from {table} left join {table} as s on t.a < s.a",
        "good": f"select cast(a as numeric) * cast('0.5' as numeric) as a from {table}",
    }
    contract = {"a": "decimal(18,4)"}
    nodes = [
        {"name": "t", "columns": ["a", "b"]},
        *(
            {"name": name, "sql": sql, "contract": contract if "0.5" in sql else {}}
            for name, sql in statements.items()
        ),
    ]
    assert bigquery.refused(nodes).keys() == statements.keys() - {"good"}
