"""fct_poc_conversion's interval beside statsmodels, and the sample's own story."""

from collections.abc import Iterator
from math import isclose
from pathlib import Path

import duckdb
import pytest
from statsmodels.stats.proportion import proportion_confint


@pytest.fixture(scope="module")
def marts(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's published marts."""
    path = str(published_sample / "current.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute("use marts")
        yield connection


def test_interval_is_wilsons(marts: duckdb.DuckDBPyConnection) -> None:
    """Every row: rates of 0 and 1 and groups of one among them."""
    rows = marts.sql(
        "select converted, lost, wilson_low, wilson_high from fct_poc_conversion"
    ).fetchall()
    decided = [row for row in rows if row[0] + row[1]]
    assert {(0, 1), (1, 0)} <= {row[:2] for row in decided}
    assert len(decided) < len(rows), "a group in which nothing is decided"
    for converted, lost, *found in decided:
        wanted = proportion_confint(converted, converted + lost, method="wilson")
        for value, end in zip(found, wanted, strict=True):
            assert isclose(value, end, rel_tol=1e-12, abs_tol=1e-12)
    for row in rows:
        assert (row[0] + row[1] == 0) is (row[2] is None) is (row[3] is None)


def test_the_yardstick_stands_beside_it(marts: duckdb.DuckDBPyConnection) -> None:
    """70 to 80 % where criteria were agreed first; fewer where they were not."""
    rates = dict(
        marts.sql(
            "select dimension_value, conversion_rate from fct_poc_conversion"
            " where started_quarter = 'all' and dimension = 'criteria_before_start'"
            " and benchmark_low = 0.7 and benchmark_high = 0.8"
        ).fetchall()
    )
    assert 0.7 <= rates["yes"] <= 0.8
    assert rates["no"] < 0.6
