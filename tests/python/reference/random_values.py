"""Small random domains: days at borders of months, weighted choices, clocks."""

import random
from datetime import date, timedelta
from typing import Any

FIRST_DAY = date(2021, 1, 1)


def some(rng: random.Random, *weighted: tuple[Any, int]) -> Any:
    """One of the values, by weight."""
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights)[0]


def any_day(rng: random.Random, last: date) -> date:
    """A day since FIRST_DAY, often one at a border of a month."""
    day = FIRST_DAY + timedelta(days=rng.randrange((last - FIRST_DAY).days))
    number = some(rng, (1, 6), (15, 1), (28, 1), (day.day, 2))
    return day.replace(day=number) - timedelta(days=some(rng, (0, 9), (1, 1)))


def any_end(rng: random.Random, start: date) -> date | None:
    """An end for something that starts then: open, near, far, equal or before."""
    months = rng.choice([1, 1, 2, 3, 6, 12, 12, 13, 24])
    whole = date(start.year + (start.month - 1 + months) // 12, 1, 1)
    whole = whole.replace(month=(start.month - 1 + months) % 12 + 1)
    near = start + timedelta(days=rng.choice([1, 5, 12, 27, 31, 365]))
    return some(
        rng, (None, 6), (whole, 16), (near, 5), (start, 1), (date(9999, 12, 31), 1)
    )


def recorded(rng: random.Random, day: date) -> str | None:
    """A recording time on a day, in one of the notations, or none."""
    clock = rng.choice(["09:00:00", "23:59:59", "00:00:00", "12:30:00.250000"])
    return some(
        rng,
        (None, 3),
        (f"{day} {clock}", 6),
        (f"{day}T{clock}Z", 2),
        (f"{day}T{clock}+09:00", 2),
        (str(day), 1),
    )
