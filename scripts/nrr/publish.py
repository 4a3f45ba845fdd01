"""Publication: readers see the old version or the new one, whole, at any moment.

Nothing a reader may open is ever written in place. A version is made under a
temporary name, forced to disk, and named by one rename; `current.duckdb` is a
copy of it, made likewise. A kill or a full disk at any point leaves temporary
names only, which the next build removes.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb

from nrr.errors import NrrError, WrongUse
from nrr.manifest import file_hash
from nrr.marts_file import write_marts_file
from nrr.versions import (
    current_damage,
    current_name,
    inspect,
    kept_names,
    next_name,
    number,
    whole,
)
from nrr.warehouse import current_database, sync

KEPT_VERSIONS = 10
TEMPORARY = ".unfinished-"


def publish(built: Path, warehouse: Path, provenance: dict[str, Any]) -> dict[str, Any]:
    """Publish the marts of a built database; returns the version's manifest.

    Raises NrrError where the disk is full or fails; what readers see stays.
    """
    clean(warehouse)
    try:
        manifest = _new_version(built, warehouse, provenance)
        put_in_place(warehouse, manifest["version"])
    except (OSError, duckdb.IOException) as error:
        clean(warehouse)
        raise NrrError(
            f"The new version could not be written to {warehouse} ({error}); what was"
            " published before stays as it is."
        ) from error
    _prune(warehouse)
    return manifest


def _new_version(
    built: Path, warehouse: Path, provenance: dict[str, Any]
) -> dict[str, Any]:
    """A version of its own name, whole and on the disk, but not current yet."""
    name = next_name(warehouse)
    versions = warehouse / "versions"
    unfinished = versions / f"{TEMPORARY}{name}"
    unfinished.mkdir(parents=True)
    file = unfinished / "marts.duckdb"
    manifest = {"version": name, **provenance}
    manifest |= write_marts_file(built, file, manifest)
    manifest["file_sha256"] = file_hash(file)
    _write_durably(unfinished / "manifest.json", manifest)
    sync(unfinished)
    unfinished.replace(versions / name)
    sync(versions)
    return manifest


def clean(warehouse: Path) -> None:
    """Remove what a killed build left behind."""
    for leftover in (warehouse / "versions").glob(f"{TEMPORARY}*"):
        shutil.rmtree(leftover)
    for leftover in warehouse.glob(f"{TEMPORARY}*"):
        leftover.unlink()


def put_in_place(warehouse: Path, name: str) -> None:
    """Make `current.duckdb` the named version by one atomic rename.

    It is a copy, not a link: who damages it by hand damages no kept version.
    """
    copied = warehouse / f"{TEMPORARY}current.duckdb"
    shutil.copyfile(warehouse / "versions" / name / "marts.duckdb", copied)
    # No program should write into what others read, nor leave a write-ahead log
    # beside it, which would then belong to the wrong file.
    copied.chmod(0o444)
    sync(copied)
    current = current_database(warehouse)
    current.with_name(f"{current.name}.wal").unlink(missing_ok=True)
    copied.replace(current)
    sync(warehouse)


def rollback(warehouse: Path, name: str | None) -> str:
    """Make the version before the current one (or the named one) current.

    Where the current file is missing or damaged, the newest whole version is
    taken. Returns its name.
    """
    clean(warehouse)
    chosen = name or _one_back(warehouse)
    whole(warehouse, chosen, "put in place")
    put_in_place(warehouse, chosen)
    return chosen


def _one_back(warehouse: Path) -> str:
    current = "" if current_damage(warehouse) else current_name(warehouse) or ""
    for name in reversed(kept_names(warehouse)):
        is_before = not current or number(name) < number(current)
        if is_before and not inspect(warehouse, name).damage:
            return name
    if current:
        raise WrongUse(f"{current} is the oldest version kept: nothing to go back to.")
    raise WrongUse(f"No version is kept in {warehouse}: publish one with `nrr run`.")


def _prune(warehouse: Path) -> None:
    """Remove all but the last versions, each by one rename first."""
    for name in kept_names(warehouse)[:-KEPT_VERSIONS]:
        folder = warehouse / "versions" / name
        shutil.rmtree(folder.rename(folder.with_name(f"{TEMPORARY}{name}")))


def _write_durably(path: Path, manifest: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
