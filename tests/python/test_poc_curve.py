"""fct_poc_conversion_curve beside lifelines and statsmodels, on random PoCs.

The model's own SQL runs on tables made here: days are few, so that ties and open PoCs
censored on the day of an event abound. lifelines moves ties of a conversion and a loss
apart at random and counts none on day 0, so those are held to statsmodels.
"""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from statsmodels.duration.survfunc import CumIncidenceRight

from compiled import rows_of

CODES = {"censored": 0, "converted": 1, "lost": 2}
Pocs = list[tuple[int, str]]
Curve = dict[int, dict]


@pytest.fixture(scope="module")
def curve_of(published_sample: Path) -> Callable[[Pocs], Curve]:
    """The curve of (days, ending) pairs, by day, as the compiled model draws it."""
    durations = (
        "select 'all' as dimension, 'all' as dimension_value,"
        " unnest($days)::bigint as days_since_start, unnest($ends) as ending"
    )

    def draw(pocs: Pocs) -> Curve:
        rows = rows_of(
            published_sample,
            "fct_poc_conversion_curve",
            {"int_poc_durations": durations},
            days=[p[0] for p in pocs],
            ends=[p[1] for p in pocs],
        )
        return {row["days_since_start"]: row for row in rows}

    return draw


def random_pocs(seed: int, *, is_tied: bool) -> Pocs:
    """Ends on 30 days; not is_tied: conversions on even days, losses on odd ones."""
    rng = random.Random(seed)
    pocs = []
    for _ in range(rng.choice([1, 2, 5, 40, 150])):
        ending = rng.choices(list(CODES), [3, 4, 3])[0]
        day = rng.randrange(30)
        if not is_tied and ending != "censored":
            day = day // 2 * 2 + (ending == "lost")
        pocs.append((day, ending))
    return pocs


def arrays(pocs: Pocs) -> tuple[np.ndarray, np.ndarray]:
    """Days, and endings by their code."""
    return np.array([p[0] for p in pocs]), np.array([CODES[p[1]] for p in pocs])


def at(function: object, day: int) -> float:
    """The value of a lifelines estimate on a day."""
    return float(np.ravel(function.loc[:day].iloc[-1])[0])


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("is_tied", [True, False], ids=["ties", "no ties of kinds"])
def test_survival_is_kaplan_meiers(
    curve_of: Callable[[Pocs], Curve], seed: int, is_tied: bool
) -> None:
    pocs = random_pocs(seed, is_tied=is_tied)
    days, codes = arrays(pocs)
    curve = curve_of(pocs)
    assert set(curve) == {0, *days.tolist()}
    for column, events in (("survival", codes == 1), ("open_share", codes > 0)):
        fitted = KaplanMeierFitter().fit(days, events)
        for day, row in curve.items():
            wanted = at(fitted.survival_function_, day)
            assert abs(row[column] - wanted) < 1e-9, (column, day)
            assert row["at_risk"] == int((days >= day).sum())


@pytest.mark.parametrize("seed", range(25))
def test_conversion_is_aalen_johansens(
    curve_of: Callable[[Pocs], Curve], seed: int
) -> None:
    pocs = [(day + 1, ending) for day, ending in random_pocs(seed, is_tied=False)]
    days, codes = arrays(pocs)
    curve = curve_of(pocs)
    for column, code in (("cumulative_conversion", 1), ("cumulative_loss", 2)):
        if code not in codes:
            assert all(row[column] == 0 for row in curve.values())
            continue
        fitter = AalenJohansenFitter(calculate_variance=False)
        fitted = fitter.fit(days, codes, event_of_interest=code)
        for day, row in curve.items():
            wanted = at(fitted.cumulative_density_, day)
            assert abs(row[column] - wanted) < 1e-9, (column, day)


@pytest.mark.parametrize("seed", range(25))
def test_ties_of_conversion_and_loss(
    curve_of: Callable[[Pocs], Curve], seed: int
) -> None:
    pocs = random_pocs(seed, is_tied=True) + [(7, "converted"), (7, "lost")]
    pocs += [(7, "censored"), (30, "censored")]
    days, codes = arrays(pocs)
    curve = curve_of(pocs)
    fitted = CumIncidenceRight(days.astype(float), codes)
    columns = ("cumulative_conversion", "cumulative_loss")
    for column, shares in zip(columns, fitted.cinc, strict=True):
        found = [curve[int(day)][column] for day in fitted.times]
        np.testing.assert_allclose(found, shares, rtol=0, atol=1e-9)


def test_all_open(curve_of: Callable[[Pocs], Curve]) -> None:
    curve = curve_of([(3, "censored"), (9, "censored")])
    assert [row["at_risk"] for _, row in sorted(curve.items())] == [2, 2, 1]
    assert all(row["survival"] == row["open_share"] == 1 for row in curve.values())
    assert all(row["cumulative_conversion"] == 0 for row in curve.values())
