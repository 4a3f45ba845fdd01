"""What the bench says of Spark's plans, against plans that are known to hold it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nrr.bench.on_spark.engine import Engine, local_spark
from nrr.bench.on_spark.plans import BROADCAST, NESTED, PRODUCT, WINDOW, Finding


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A Spark with two tables: 1,000 rows in 10 groups, and 7 rows."""
    folder: Path = tmp_path_factory.mktemp("spark")
    with local_spark(folder) as engine:
        for name, rows in (("many", 1000), ("few", 7)):
            engine.run(
                f"create table {name} as select id, id % 10 as part from range({rows})"
            )
        yield engine


NUMBERED = "create table {name} as select id, row_number() over ({by}) as n from many"
JOINED = "create table {name} as select {hint} many.id from many {join}"
STATEMENTS = {
    "whole": (NUMBERED, {"by": "order by id"}, [(WINDOW, 1000)]),
    "parts": (NUMBERED, {"by": "partition by part order by id"}, []),
    "ranges": (
        JOINED,
        {"hint": "", "join": "inner join few on many.id > few.id"},
        [(NESTED, 7), (BROADCAST, 7)],
    ),
    "products": (
        JOINED,
        {"hint": "/*+ shuffle_replicate_nl(few) */", "join": "cross join few"},
        [(PRODUCT, 7000)],
    ),
    "keys": (
        JOINED,
        {"hint": "", "join": "inner join few on many.id = few.id"},
        [(BROADCAST, 7)],
    ),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_does_not_spread_is_found(engine: Engine, name: str) -> None:
    sql, words, found = STATEMENTS[name]
    _, places = engine.run(sql.format(name=name, **words))
    assert sorted(places, reverse=True) == [Finding(*place) for place in found]


def test_costs_are_of_the_statement_alone(engine: Engine) -> None:
    """A statement that shuffles 1,000 rows, then one that does nothing."""
    cost, _ = engine.run("create table shuffled as select distinct id from many")
    assert cost.stages >= 2 and cost.tasks >= cost.stages
    assert cost.cpu_seconds > 0 and cost.shuffled_bytes > 0 and cost.spilled_bytes == 0
    cost, places = engine.run("create schema empty")
    assert (cost.stages, cost.cpu_seconds, cost.shuffled_bytes) == (0, 0, 0)
    assert places == []
