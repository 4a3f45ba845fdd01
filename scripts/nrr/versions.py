"""The versions kept: which there are, and whether they are whole."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from nrr.errors import WrongUse
from nrr.manifest import file_hash
from nrr.warehouse import current_database


@dataclass(frozen=True)
class Version:
    """A kept version; `damage` says what is wrong with it, '' if nothing."""

    name: str
    manifest: dict[str, Any]
    damage: str


def number(name: str) -> int:
    """12 of v12; 0 of what is no version's name."""
    digits = name.removeprefix("v")
    return int(digits) if name.startswith("v") and digits.isdecimal() else 0


def kept_names(warehouse: Path) -> list[str]:
    """The names of the versions kept, oldest first."""
    names = (path.name for path in (warehouse / "versions").glob("v*"))
    return sorted(filter(number, names), key=number)


def next_name(warehouse: Path) -> str:
    """A name no version has had, as far as anything left here can tell."""
    seen = [*kept_names(warehouse), current_name(warehouse) or "v0"]
    return f"v{max(map(number, seen)) + 1}"


def current_name(warehouse: Path) -> str | None:
    """The version `current.duckdb` says it is; None if missing or unreadable."""
    current = current_database(warehouse)
    if not current.is_file():
        return None
    try:
        with duckdb.connect(str(current), read_only=True) as connection:
            rows = connection.execute(
                "select version from main.published_version"
            ).fetchall()
    except duckdb.Error:
        return None
    return rows[0][0]


def inspect(warehouse: Path, name: str) -> Version:
    """One kept version, its file compared byte for byte with its manifest."""
    folder = warehouse / "versions" / name
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        expected = manifest["file_sha256"]
    except FileNotFoundError:
        return Version(name, {}, "manifest.json is missing")
    except (ValueError, KeyError):
        return Version(name, {}, "manifest.json is damaged")
    file = folder / "marts.duckdb"
    if not file.is_file():
        return Version(name, manifest, "marts.duckdb is missing")
    is_whole = file_hash(file) == expected
    return Version(name, manifest, "" if is_whole else "marts.duckdb is damaged")


def whole(warehouse: Path, name: str, purpose: str) -> Version:
    """The kept version of this name; WrongUse where it is not kept or damaged."""
    kept = kept_names(warehouse)
    if name not in kept:
        raise WrongUse(
            f"There is no version {name} in {warehouse}; kept are:"
            f" {', '.join(kept) or 'none'}."
        )
    version = inspect(warehouse, name)
    if version.damage:
        raise WrongUse(f"Version {name} cannot be {purpose}: {version.damage}.")
    return version


def current_damage(warehouse: Path) -> str:
    """What is wrong with `current.duckdb`: '' if nothing."""
    current = current_database(warehouse)
    if not current.is_file():
        return f"{current} is missing"
    name = current_name(warehouse)
    if name is None:
        return f"{current} is damaged"
    kept = inspect(warehouse, name)
    if not kept.damage and kept.manifest["file_sha256"] != file_hash(current):
        return f"{current} is damaged"
    return ""
