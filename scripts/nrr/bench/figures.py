"""What the measures say: ratios and growth, each beside the figure to reach."""

from collections.abc import Iterable
from itertools import pairwise
from math import log
from typing import NamedTuple

from nrr.bench.measure import Measure
from nrr.output import NOTHING, console, table

MOST_LEDGER_TO_SPINE = 0.1
MOST_WHOLE_WAY_TO_SPINE = 0.2
MOST_GROWTH = 1.1
MOST_MEGABYTES = 4000.0
MOST_RUN_SECONDS = {"nrr run": 45.0, "of which dbt": 30.0}
# Phases that have figures to reach; the spine is what they are compared with.
OURS = ("staging", "ledger", "reserved", "restatements")


class Figure(NamedTuple):
    """A figure, the most it may be (None: no matter), whether that is met."""

    name: str
    value: float
    most: float | None = None

    @property
    def is_met(self) -> bool | None:
        return None if self.most is None else self.value <= self.most


def show(said: list[Figure]) -> None:
    """The figures as a table, each with its verdict."""
    verdicts = {None: "", True: "met", False: "not met"}
    rows = [
        [
            each.name,
            number(each.value, 3),
            NOTHING if each.most is None else f"{each.most:,g}",
            verdicts[each.is_met],
        ]
        for each in said
    ]
    console().print()
    console().print(table(["figure", "is", "at most", ""], rows, [1, 0, 0, 1]))


def number(value: float | None, digits: int) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"


def figures(measures: list[Measure]) -> list[Figure]:
    """All figures; of those a size has each, only the largest has one to reach."""
    sizes = sorted({each.accounts for each in measures if each.accounts})
    found = [
        each for size in sizes for each in _ratios(measures, size, size == sizes[-1])
    ]
    for smaller, larger in pairwise(sizes):
        found += _growths(measures, smaller, larger)
    found += _peaks(measures, sizes[-1]) if sizes else []
    found += [
        Figure(
            f"{each.phase} on the sample, wall s",
            each.wall_seconds,
            MOST_RUN_SECONDS[each.phase],
        )
        for each in measures
        if each.phase in MOST_RUN_SECONDS
    ]
    return found


def _at(measures: Iterable[Measure], size: int) -> dict[str, Measure]:
    return {each.phase: each for each in measures if each.accounts == size}


def _ratios(measures: list[Measure], size: int, is_judged: bool) -> list[Figure]:
    cpu = {name: each.cpu_seconds or 0.0 for name, each in _at(measures, size).items()}
    for phase in ("ledger", "spine"):  # both from landed text
        cpu[f"(staging + {phase})"] = cpu["staging"] + cpu[phase]
    return [
        Figure(
            f"{name} / {base}, CPU, {size:,} accounts",
            cpu[name] / cpu[base],
            most if is_judged else None,
        )
        for name, base, most in (
            ("ledger", "spine", MOST_LEDGER_TO_SPINE),
            ("(staging + ledger)", "spine", MOST_WHOLE_WAY_TO_SPINE),
            ("(staging + ledger)", "(staging + spine)", None),
            ("reserved", "ledger", None),
            ("restatements", "ledger", None),
            ("dispersion", "spine", None),
        )
    ]


def _growths(measures: list[Measure], smaller: int, larger: int) -> list[Figure]:
    before, after = _at(measures, smaller), _at(measures, larger)
    return [
        growth(
            phase,
            (smaller, larger),
            (before[phase].cpu_seconds or 0.0, after[phase].cpu_seconds or 0.0),
            MOST_GROWTH if phase in OURS else None,
        )
        for phase in before
    ]


def growth(
    phase: str, sizes: tuple[int, int], cpu: tuple[float, float], most: float | None
) -> Figure:
    """CPU grows with accounts to the power of this."""
    return Figure(
        f"{phase}: growth exponent, {sizes[0]:,} to {sizes[1]:,}",
        log(cpu[1] / cpu[0]) / log(sizes[1] / sizes[0]),
        most,
    )


def _peaks(measures: list[Measure], size: int) -> list[Figure]:
    return [
        Figure(
            f"{phase}: peak memory, MB, {size:,} accounts",
            each.peak_megabytes or 0.0,
            MOST_MEGABYTES if phase in OURS else None,
        )
        for phase, each in _at(measures, size).items()
    ]
