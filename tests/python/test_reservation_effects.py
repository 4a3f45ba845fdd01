"""fct_reservation_effects beside statsmodels, on the sample company's accounts.

Segments: two-sample intervals with unequal variances. Over segments: a regression on
the reservation, the segments and both together, with HC2 errors, whose difference per
segment is then weighted by accounts. Both are the textbook's ways to the same figures.
"""

from collections.abc import Iterator
from math import isclose
from pathlib import Path

import duckdb
import numpy as np
import pytest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from stratified import stratified

OUTCOMES = (
    "sales_lead_days",
    "first_value_days",
    "arr_after_12_months",
    "arr_after_24_months",
)
MINIMUM = 10  # minimum_group_size
Groups = dict[str, tuple[np.ndarray, np.ndarray]]


@pytest.fixture(scope="module")
def build(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's private build."""
    path = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def groups_of(build: duckdb.DuckDBPyConnection, outcome: str) -> Groups:
    """By segment, the values with a reservation and those without."""
    rows = build.execute(
        "select size_segment, is_reserved, outcome_value"
        " from intermediate.int_reservation_outcomes where outcome = ?",
        [outcome],
    ).fetchall()
    return {
        segment: tuple(
            np.array(
                [
                    value
                    for name, is_reserved, value in rows
                    if name == segment and is_reserved is wanted
                ]
            )
            for wanted in (True, False)
        )
        for segment in {row[0] for row in rows}
    }


def effects(build: duckdb.DuckDBPyConnection, outcome: str) -> dict[str, dict]:
    """The published rows of an outcome by segment."""
    found = build.execute(
        "select * from marts.fct_reservation_effects where outcome = ?", [outcome]
    )
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["dimension_value"]: row for row in rows}


def assert_figures(row: dict, difference: float, low: float, high: float) -> None:
    """The published difference and interval are these, to nine digits."""
    for name, value in (
        ("mean_difference", difference),
        ("ci_low", low),
        ("ci_high", high),
    ):
        assert isclose(row[name], value, rel_tol=1e-9, abs_tol=1e-6), (name, row, value)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_segments(build: duckdb.DuckDBPyConnection, outcome: str) -> None:
    """Counts, medians, difference and interval of each segment."""
    groups, published = groups_of(build, outcome), effects(build, outcome)
    assert set(published) == {*groups, "all"}
    shown = 0
    for segment, (reserved, other) in groups.items():
        row = published[segment]
        counts = len(reserved), len(other)
        assert (row["reserved_accounts"], row["other_accounts"]) == counts
        for name, values in (("reserved_median", reserved), ("other_median", other)):
            wanted = float(np.median(values)) if len(values) else None
            assert row[name] == wanted
        assert row["has_enough_accounts"] is (min(counts) >= MINIMUM)
        if min(counts) < MINIMUM:
            assert row["mean_difference"] is row["ci_low"] is row["ci_high"] is None
            continue
        means = CompareMeans(DescrStatsW(reserved), DescrStatsW(other))
        interval = means.zconfint_diff(usevar="unequal")
        assert_figures(row, reserved.mean() - other.mean(), *interval)
        shown += 1
    assert shown, "no segment of the sample has enough accounts"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_stratified_over_segments(
    build: duckdb.DuckDBPyConnection, outcome: str
) -> None:
    """One regression with a difference per segment, weighted by accounts."""
    groups = groups_of(build, outcome)
    strata = [pair for pair in groups.values() if min(map(len, pair)) > 1]
    assert 1 < len(strata) < len(groups), "some segments compare, and not all do"
    row = effects(build, outcome)["all"]
    assert row["has_enough_accounts"]
    assert_figures(row, *stratified(strata))
