"""The dispersion of ARR, by numpy and PySAL's inequality over dense lists of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from inequality.gini import Gini
from inequality.theil import Theil, TheilD

from .dimensions import Dimensions
from .ledger import Ledger
from .settings import month_start
from .values import money

Row = dict[str, Any]
# {(dimension, value): MRR of each account that pays, in units of 0.0001}
Groups = dict[tuple[str, str], list[int]]

PERCENTS = {"median": 50, "p10": 10, "p25": 25, "p75": 75, "p90": 90}


def groups_of(
    ledger: Ledger,
    dimensions: Dimensions,
    families: dict[str, dict[str, list[int]]],
    month: int,
) -> Groups:
    """What the accounts of each group pay in a month; none that pays nothing."""
    groups: Groups = defaultdict(list)
    for account, states in ledger.accounts.items():
        if month not in states or not states[month].mrr:
            continue
        for pair in dimensions[account].items():
            groups[pair].append(states[month].mrr)
        for family, series in families[account].items():
            if mrr := series[month - ledger.first]:
                groups["product_family", family].append(mrr)
    return groups


def measures(mrr: list[int]) -> Row:
    """Every measure of one group, ascending or not; one account has no sample Gini."""
    arr = np.array([12 * each / 10**4 for each in sorted(mrr)])
    n, total = len(arr), arr.sum()
    gini = float(Gini(arr).g) if n > 1 else 0.0
    shares = arr / total
    tenth = -(-n // 10)
    return {
        "accounts": n,
        "total_arr": money(12 * sum(mrr)),
        "mean_arr": float(np.mean(arr)),
        "min_arr": money(12 * min(mrr)),
        "max_arr": money(12 * max(mrr)),
        **{
            f"{name}_arr": float(np.percentile(arr, percent))
            for name, percent in PERCENTS.items()
        },
        "max_to_min_ratio": float(arr[-1] / arr[0]),
        "coefficient_of_variation": float(np.std(arr) / np.mean(arr)),
        "gini": gini,
        "gini_unbiased": gini * n / (n - 1) if n > 1 else None,
        "hhi": float(np.sum(shares**2)),
        "theil_t": float(Theil(arr).T),
        "top_account_share": float(shares[-1]),
        "top_decile_share": float(shares[-tenth:].sum()),
    }


def dispersion(
    ledger: Ledger,
    dimensions: Dimensions,
    families: dict[str, dict[str, list[int]]],
) -> Iterator[Row]:
    """fct_arr_dispersion_monthly: one row a month and group with any ARR."""
    for month in ledger.months:
        groups = groups_of(ledger, dimensions, families, month)
        for (dimension, value), mrr in groups.items():
            yield {
                "month": month_start(month),
                "dimension": dimension,
                "dimension_value": value,
                **measures(mrr),
            }


def decomposition(ledger: Ledger, dimensions: Dimensions) -> Iterator[Row]:
    """fct_arr_dispersion_decomposition_monthly: Theil T within and between."""
    names = {name for values in dimensions.values() for name in values} - {"all"}
    for month in ledger.months:
        paying = {
            account: states[month].mrr
            for account, states in ledger.accounts.items()
            if month in states and states[month].mrr
        }
        if not paying:
            continue
        arr = np.array([float(mrr) for mrr in paying.values()])
        for name in names:
            split = TheilD(arr, np.array([dimensions[a][name] for a in paying]))
            total, between = float(split.T), float(split.bg[0])
            yield {
                "month": month_start(month),
                "dimension": name,
                "theil_total": total,
                "theil_within": float(split.wg[0]),
                "theil_between": between,
                "between_share": between / total if total else None,
            }


def lorenz(
    ledger: Ledger,
    dimensions: Dimensions,
    families: dict[str, dict[str, list[int]]],
) -> Iterator[Row]:
    """fct_arr_lorenz_curve: the share of ARR of the smallest p % of accounts."""
    groups = groups_of(ledger, dimensions, families, ledger.last)
    for (dimension, value), mrr in groups.items():
        held = np.concatenate([[0.0], np.cumsum(sorted(mrr))]) / sum(mrr)
        for percent in range(101):
            place = percent * len(mrr) / 100
            yield {
                "dimension": dimension,
                "dimension_value": value,
                "percentile": percent,
                "cumulative_account_share": percent / 100,
                "cumulative_arr_share": float(
                    np.interp(place, np.arange(len(held)), held)
                ),
            }
