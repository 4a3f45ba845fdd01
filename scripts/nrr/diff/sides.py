"""The two versions of a diff, and what they were made from."""

from pathlib import Path
from typing import Any

from nrr.errors import WrongUse
from nrr.versions import Version, current_name, kept_names, number, whole

HASHED = 12  # characters of a hash that tell it from another


def chosen(warehouse: Path, older: str | None, newer: str | None) -> list[Version]:
    """The two versions asked for: unnamed, the current one and the one before.

    Raises WrongUse where one is not kept or is damaged.
    """
    newer = newer or current_name(warehouse) or "v0"
    earlier = [name for name in kept_names(warehouse) if number(name) < number(newer)]
    if older is None and not earlier:
        raise WrongUse("There are no two versions to compare: `nrr versions`.")
    names = older or earlier[-1], newer
    return [whole(warehouse, name, "compared") for name in names]


def provenance(older: dict[str, Any], newer: dict[str, Any]) -> list[list[str]]:
    """What the two were made from that differs: its name and its value in each."""
    sides = [
        {
            "as of": manifest["as_of"],
            "code": manifest["code"],
            "dependencies": manifest["dependencies"][:HASHED],
            **{f"var {name}": str(v) for name, v in manifest["variables"].items()},
            **{name: text[:HASHED] for name, text in manifest["inputs"].items()},
        }
        for manifest in (older, newer)
    ]
    names = dict.fromkeys([*sides[0], *sides[1]])
    found = [[name, *(side.get(name, "") for side in sides)] for name in names]
    return [each for each in found if each[1] != each[2]]
