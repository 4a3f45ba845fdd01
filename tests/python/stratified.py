"""A difference of means over segments, as a textbook's regression has it."""

from collections.abc import Sequence

import numpy as np
from statsmodels.regression.linear_model import OLS

Pair = tuple[Sequence[float], Sequence[float]]


def stratified(strata: list[Pair]) -> tuple[float, float, float]:
    """The differences of segments, weighted by cases: the difference and its ends.

    One regression on the segments and a difference in each, with HC2 errors;
    strata: by segment, the values with the exposure and those without.
    """
    values, design = [], []
    for place, pair in enumerate(strata):
        for group, is_exposed in zip(pair, (1.0, 0.0), strict=True):
            for value in group:
                row = [0.0] * (2 * len(strata))
                row[place], row[len(strata) + place] = 1.0, is_exposed
                values.append(value)
                design.append(row)
    sizes = np.array([sum(map(len, pair)) for pair in strata], dtype=float)
    weights = np.concatenate([np.zeros(len(strata)), sizes / sizes.sum()])
    model = OLS(np.array(values), np.array(design)).fit(cov_type="HC2")
    contrast = model.t_test(weights)
    ((low, high),) = contrast.conf_int(alpha=0.05)
    return float(contrast.effect[0]), float(low), float(high)
