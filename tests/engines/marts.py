"""Public marts, read from any engine and compared row by row."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isclose
from pathlib import Path
from typing import Any

Fetch = Callable[[str], list[tuple[Any, ...]]]
Rows = dict[str, list[tuple[Any, ...]]]

RELATIVE = 1e-12


def public_marts(manifest: Path) -> dict[str, list[str]]:
    """{mart: its columns}, as dbt's manifest of a build has them."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return {
        node["name"]: list(node["columns"])
        for node in nodes
        if node["resource_type"] == "model" and node["access"] == "public"
    }


def read_marts(marts: dict[str, list[str]], schema: str, fetch: Fetch) -> Rows:
    """{mart: its rows}, each value in a form that engines share."""
    return {
        mart: [
            tuple(map(_shared, row))
            for row in fetch(f"select {', '.join(columns)} from {schema}.{mart}")
        ]
        for mart, columns in marts.items()
    }


def _shared(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def differences(
    marts: dict[str, list[str]],
    expected: Rows,
    found: Rows,
) -> list[str]:
    """What differs, in a few lines a mart; ratios may by 1e-12 of themselves."""
    told = []
    for mart, columns in marts.items():
        pairs = list(zip(_sorted(expected[mart]), _sorted(found[mart]), strict=False))
        if len(expected[mart]) != len(found[mart]):
            told.append(f"{mart}: {len(expected[mart])} rows, {len(found[mart])} found")
        wrong = [
            f"{mart}.{column}: {left!r}, {right!r} found, in {row_left!r}"
            for row_left, row_right in pairs
            for column, left, right in zip(columns, row_left, row_right, strict=True)
            if not _same(left, right)
        ]
        told += wrong[:5]
    return told


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """By everything that is exact; what is exact names a row."""
    return sorted(
        rows, key=lambda row: [str(v) for v in row if not isinstance(v, float)]
    )


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return isclose(left, right, rel_tol=RELATIVE, abs_tol=0)
    return type(left) is type(right) and left == right
