"""fct_playbook_evidence beside scipy and statsmodels, on random cases and the sample.

The model's own SQL runs on cases made here: few segments, some of them too small to be
compared, shares and amounts. Segments are held to scipy's two-sample interval (Welch's
errors, a normal distribution), `all` to a regression with a difference a segment and
HC2 errors, weighted by cases.
"""

import random
from collections import defaultdict
from math import isclose, sqrt
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy import stats

from compiled import Row, rows_of
from stratified import stratified

MINIMUM = 10  # minimum_group_size
SHORTER = "reserving shortens the sale"
HIGHER = "criteria agreed first raise PoC conversion"
CLAIMS = 10
CASES = """
select
    unnest($exposures) as exposure, unnest($outcomes) as outcome,
    unnest($strata) as stratum, unnest($exposed) as is_exposed,
    unnest($found)::double as outcome_value
"""
Groups = dict[str, tuple[list[float], list[float]]]


def random_groups(seed: int, *, is_share: bool) -> Groups:
    """By segment, outcomes of the exposed and of the unexposed."""
    rng = random.Random(seed)
    groups = {}
    for segment in ("small", "medium", "large", "enterprise")[: rng.randint(1, 4)]:
        shift = rng.choice([0, 0, 0.3, -0.3])
        sizes = (rng.choice([0, 1, 2, 9, 10, 40]) for _ in range(2))
        groups[segment] = tuple(
            [
                float(rng.random() < 0.5 + sign * shift)
                if is_share
                else rng.gauss(100, 30) * (1 + sign * shift)
                for _ in range(size)
            ]
            for size, sign in zip(sizes, (1, -1), strict=True)
        )
    return groups


def judged(warehouse: Path, groups: Groups, claim: str) -> dict[str, Row]:
    """The claim's rows by segment, where these are its cases."""
    said = ("reserved", "sales_lead_days")
    if claim == HIGHER:
        said = ("criteria_before_start", "poc_converted")
    cases = [
        (segment, is_exposed, value)
        for segment, pair in groups.items()
        for is_exposed, values in zip((True, False), pair, strict=True)
        for value in values
    ]
    rows = rows_of(
        warehouse,
        "fct_playbook_evidence",
        {"int_playbook_cases": CASES},
        exposures=[said[0]] * len(cases),
        outcomes=[said[1]] * len(cases),
        strata=[case[0] for case in cases],
        exposed=[case[1] for case in cases],
        found=[case[2] for case in cases],
    )
    assert len({row["claim"] for row in rows}) == CLAIMS
    return {row["dimension_value"]: row for row in rows if row["claim"] == claim}


def verdict(low: float, high: float, claim: str) -> str:
    """What the interval says of the claim."""
    holds = high < 0 if claim == SHORTER else low > 0
    return "supported" if holds else "not supported"


def assert_too_few(row: Row) -> None:
    """It is said, and nothing is shown."""
    assert row["verdict"] == "too few"
    names = ("exposed_value", "unexposed_value", "stratified_difference")
    assert all(row[name] is None for name in (*names, "ci_low", "ci_high"))


def assert_effect(
    row: Row, pair: tuple[list[float], list[float]], effect: tuple, claim: str
) -> None:
    """Means of both groups, and the difference with its interval, to nine digits."""
    wanted = (np.mean(pair[0]), np.mean(pair[1]), *effect)
    names = ("exposed_value", "unexposed_value", "stratified_difference")
    for name, value in zip((*names, "ci_low", "ci_high"), wanted, strict=True):
        assert isclose(row[name], value, rel_tol=1e-9, abs_tol=1e-9), (name, row, value)
    # on 0 itself rounding decides
    if min(map(abs, effect[1:])) > 1e-9:
        assert row["verdict"] == verdict(effect[1], effect[2], claim)


def interval(pair: tuple[list[float], list[float]]) -> tuple[float, float, float]:
    """Difference of two means and its ends."""
    error = sqrt(sum(stats.sem(values) ** 2 for values in pair))
    difference = float(np.mean(pair[0]) - np.mean(pair[1]))
    low, high = difference, difference
    if error:
        low, high = stats.norm.interval(0.95, loc=difference, scale=error)
    return difference, float(low), float(high)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("claim", [SHORTER, HIGHER])
def test_random_cases(published_sample: Path, seed: int, claim: str) -> None:
    """Counts of every segment, and what is shown of those with enough."""
    groups = random_groups(seed, is_share=claim == HIGHER)
    rows = judged(published_sample, groups, claim)
    seen = {segment for segment, pair in groups.items() if any(pair)}
    assert set(rows) == {*seen, "all"}
    for segment in seen:
        row, pair = rows[segment], groups[segment]
        assert (row["exposed_n"], row["unexposed_n"]) == tuple(map(len, pair))
        if min(map(len, pair)) < MINIMUM:
            assert_too_few(row)
        else:
            assert_effect(row, pair, interval(pair), claim)
    everyone = tuple(
        [value for pair in groups.values() for value in pair[side]] for side in (0, 1)
    )
    row = rows["all"]
    assert (row["exposed_n"], row["unexposed_n"]) == tuple(map(len, everyone))
    strata = [pair for pair in groups.values() if min(map(len, pair)) > 1]
    compared = (sum(len(pair[side]) for pair in strata) for side in (0, 1))
    if min(compared) < MINIMUM:
        assert_too_few(row)
    else:
        assert_effect(row, everyone, stratified(strata), claim)


def test_random_cases_say_everything(published_sample: Path) -> None:
    """Each verdict is among those of the seeds above, for each kind of claim."""
    said = defaultdict(set)
    for seed in range(30):
        for claim in (SHORTER, HIGHER):
            groups = random_groups(seed, is_share=claim == HIGHER)
            row = judged(published_sample, groups, claim)["all"]
            said[claim].add(row["verdict"])
    assert list(said.values()) == [{"supported", "not supported", "too few"}] * 2


def test_the_sample_has_an_answer_to_every_claim(published_sample: Path) -> None:
    """All ten claims; PoCs' shares are the conversion rates; few are said to be."""
    path = str(published_sample / "current.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.sql(
            "select claim, dimension_value, verdict, exposed_value, unexposed_value"
            " from marts.fct_playbook_evidence"
        ).fetchall()
        rates = connection.sql(
            "select conversion_rate from marts.fct_poc_conversion"
            " where started_quarter = 'all' and dimension = 'criteria_before_start'"
            " order by dimension_value desc"
        ).fetchall()
    over_all = {row[0]: row[2:] for row in rows if row[1] == "all"}
    assert len(over_all) == CLAIMS
    assert over_all[HIGHER] == ("supported", *(rate for (rate,) in rates))
    assert over_all[SHORTER][0] == "supported"
    assert {row[2] for row in rows} == {"supported", "not supported", "too few"}
