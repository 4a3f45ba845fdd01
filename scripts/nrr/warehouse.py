"""The warehouse folder: where things stand in it, its lock, room to work."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nrr.errors import Busy, WrongUse

# A build holds the landed rows, the private database and two published copies.
ROOM_FACTOR = 6
LEAST_ROOM = 200 * 1024 * 1024


def build_database(warehouse: Path) -> Path:
    """The private file a build works in; no reader opens it."""
    return warehouse / "build" / "build.duckdb"


def current_database(warehouse: Path) -> Path:
    """The published version, always under this name."""
    return warehouse / "current.duckdb"


def existing(warehouse: Path) -> Path:
    """The folder, if there is one: else WrongUse."""
    if not warehouse.is_dir():
        raise WrongUse(f"There is no warehouse {warehouse}: make one with `nrr run`.")
    return warehouse


@contextmanager
def locked(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one build; Busy (75) where another one has it.

    The lock is the kernel's: it goes with the process, however that ends.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        handle = (warehouse / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise WrongUse(
            f"The warehouse folder {warehouse} cannot be written"
            f" ({error.strerror}): name another with --warehouse DIR."
        ) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "another process"
            raise Busy(
                f"Another build is running in {warehouse} ({holder}): wait for it,"
                " or build elsewhere with --warehouse DIR."
            ) from None
        handle.truncate(0)
        handle.write(f"process {os.getpid()}, since {datetime.now(UTC):%H:%M} UTC")
        handle.flush()
        yield


def check_room(warehouse: Path, raw_bytes: int) -> None:
    """Refuse (exit 2) a disk on which the build could not end."""
    needed = ROOM_FACTOR * raw_bytes + LEAST_ROOM
    free = shutil.disk_usage(warehouse).free
    if free < needed:
        raise WrongUse(
            f"The disk of {warehouse} has {free / 1e9:.1f} GB free and this build"
            f" needs about {needed / 1e9:.1f} GB: make room, or name another folder"
            " with --warehouse DIR."
        )


def sync(path: Path) -> None:
    """Have a file or folder on the disk itself before anything builds on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
