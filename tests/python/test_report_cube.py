"""The cube of the report: any A to B is what `nrr between` says, without a browser."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from nrr.between import DIMENSIONS, between
from nrr.reading import open_published
from nrr.report import cube as report_cube

CHANGES = ("expansion", "reserved", "contraction", "churned")


def figures(dimension: dict, a: int, b: int) -> dict[str, tuple]:
    """Sums as the page adds them up: the comment at the top of cube_rows.sql."""
    columns = {
        name: [int(cell or 0) for cell in text.split(",")]
        for name, text in dimension["columns"].items()
    }
    sums: dict[int, dict[str, int]] = {}
    for cells in zip(*columns.values(), strict=True):
        row = dict(zip(columns, cells, strict=True))
        is_opening = row["b"] == 0
        if row["a"] > a or not (is_opening or a < row["b"] <= b):
            continue
        total = sums.setdefault(row["value"], dict.fromkeys(columns, 0))
        for name, cell in row.items():
            total[name] += cell
    return {
        dimension["values"][value]: (
            row["opening_accounts"],
            row["opening_accounts"] - row["lost_accounts"],
            row["opening"],
            *(row[name] for name in CHANGES),
        )
        for value, row in sums.items()
        if row["opening_accounts"] or row["expansion"]
    }


def compare(published: Path, step: int) -> dict:
    """Every dimension for every pair of each step-th month shown; the cube."""
    with open_published(published) as connection:
        cube = report_cube.cube(connection)
        months: list[date] = [
            month
            for (month,) in connection.execute(
                "select month from dim_months order by month"
            ).fetchall()
        ][cube["first"] :]
        assert list(cube["dimensions"]) == sorted(DIMENSIONS)
        for name, dimension in cube["dimensions"].items():
            for a, b in combinations(range(0, len(months), step), 2):
                expected = {
                    row[0]: (*row[1:3], *(int(cell.scaleb(4)) for cell in row[3:8]))
                    for row in between(connection, months[a], months[b], name)[1]
                    if row[0] in dimension["values"]
                }
                assert figures(dimension, a, b) == expected, (name, a, b)
    return cube


def test_every_month(published_sample: Path) -> None:
    cube = compare(published_sample, 6)
    assert cube["first"] == 0
    assert not any(each["left_out"] for each in cube["dimensions"].values())


def test_no_more_than_fits(
    published_sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last months only, the largest values only; what is left is as exact."""
    monkeypatch.setattr(report_cube, "MOST_ROWS", 2_000)
    monkeypatch.setattr(report_cube, "MOST_VALUES", 3)
    cube = compare(published_sample, 5)
    assert cube["first"] > 20
    dimensions = cube["dimensions"]
    assert max(len(each["values"]) for each in dimensions.values()) == 3
    assert dimensions["industry"]["left_out"] == 10
    rows = sum(len(each["columns"]["a"].split(",")) for each in dimensions.values())
    assert rows <= 2_000
