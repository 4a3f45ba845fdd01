"""Two versions of a mart side by side: what differs, first rows first."""

from collections.abc import Sequence
from math import isclose
from typing import Any

Rows = list[dict[str, Any]]

# Ratios are doubles; everything else has to be equal.
TOLERANCE = 1e-12
SHOWN = 12
# Groups that exist in a mart only where something is in them.
OPTIONAL_GROUPS = ("arr_band", "product_family")


def is_equal(expected: Any, actual: Any) -> bool:
    """Whether two values agree: exactly, or to 1e-12 where a ratio is expected."""
    if expected is None or actual is None:
        return expected is actual
    if isinstance(expected, float):
        return isclose(expected, actual, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return expected == actual


def is_empty_group(row: dict[str, Any]) -> bool:
    """Whether a row of an optional group holds nothing but zeros."""
    amounts = ("opening_accounts", "opening_mrr", "closing_mrr")
    is_optional = row.get("dimension") in OPTIONAL_GROUPS
    return is_optional and not any(row.get(name, True) for name in amounts)


def by_key(rows: Rows, grain: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by their grain, empty optional groups left out."""
    kept = [row for row in rows if not is_empty_group(row)]
    keyed = {tuple(row[name] for name in grain): row for row in kept}
    assert len(keyed) == len(kept), f"rows are not unique by {', '.join(grain)}"
    return keyed


def differences(expected: Rows, actual: Rows, grain: Sequence[str]) -> list[str]:
    """One line for each row that is missing, unexpected or different.

    Only the columns the expected rows have are compared.
    """
    wanted, found = by_key(expected, grain), by_key(actual, grain)
    lines = []
    for key in sorted({*wanted, *found}, key=str):
        name = " ".join(str(part) for part in key)
        if key not in found:
            lines.append(f"{name}: missing; expected {wanted[key]}")
        elif key not in wanted:
            lines.append(f"{name}: not expected; found {found[key]}")
        else:
            lines += _different_columns(name, wanted[key], found[key])
    return lines


def _different_columns(
    name: str, expected: dict[str, Any], actual: dict[str, Any]
) -> list[str]:
    return [
        f"{name}: {column} expected {value!r}, found {actual[column]!r}"
        for column, value in expected.items()
        if not is_equal(value, actual[column])
    ]


def assert_same(mart: str, expected: Rows, actual: Rows, grain: Sequence[str]) -> None:
    """Fail with the first differing rows of a mart."""
    lines = differences(expected, actual, grain)
    head = "\n".join(lines[:SHOWN])
    assert not lines, f"{mart}: {len(lines)} differences, the first:\n{head}"
