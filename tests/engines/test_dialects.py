"""Warehouses that are not here to run: what is compiled for them means the same.

Each model is compiled by the warehouse's own adapter, put into DuckDB's words by
sqlglot and run on the sample. That is less than running it there.
"""

import pytest
from companies_built import Expected
from dialect_sql import DIALECTS, compiled, refused, run
from marts import differences, read_marts

# {(dialect, model): what the warehouse does not know}, with no answer yet: the
# queue of reserved steps needs one as Spark has it (macros/reserved_turns.sql).
KNOWN = {
    (dialect, "int_reserved_takings"): {"a window in a recursion"}
    for dialect in ("snowflake", "redshift", "bigquery")
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_marts_equal_duckdb(
    dialect: str,
    expected: dict[str, Expected],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    sample = expected["sample"]
    nodes = compiled(dialect, tmp_path_factory.mktemp(dialect))
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
@pytest.mark.parametrize("dialect", ["snowflake", "redshift", "bigquery"])
def test_what_a_warehouse_does_not_know_is_seen(dialect: str, statement: str) -> None:
    assert refused(dialect, statement)


def test_what_redshift_does_not_know_is_seen() -> None:
    assert refused("redshift", "select a is distinct from b from t")


@pytest.mark.parametrize(
    "statement",
    [
        "with r as materialized (select 1 as a) select * from r",
        "select percentile_cont(0.5) within group (order by a) from t",
        "select split_part(a, ' ', 1) from t",
        "select cast(a as decimal(18, 4)) from t",
        "select cast(a as varchar) from t",
        "select cast(a as double) from t",
        "select a::string from t",
        "select trim(a, ' \n') from t",
        "select 100000000000000000000 as a from t",
        "with groups as (select 1 as a) select a from groups",
        "select t.a from t left join s on t.a < s.a",
    ],
)
def test_what_bigquery_does_not_know_is_seen(statement: str) -> None:
    assert refused("bigquery", statement)


def test_what_bigquery_knows_is_not_refused() -> None:
    assert not refused(
        "bigquery",
        "with r as (select cast(a as numeric) as a from t union distinct select 1 as a)"
        + " select r.a, trim(s.b, ' \\n') as b from r left join s"
        + " on r.a = s.a and r.a < s.b",
    )
