"""The folder of landed files, replaced as a whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nrr.contract import raw_contract
from nrr.errors import WrongUse


@contextmanager
def replaced_folder(out: Path) -> Iterator[Path]:
    """A new, empty folder that takes the place of `out` once all went well.

    Until then `out` stays as it was, also when the process is killed. Raises
    WrongUse where `out` cannot be written.
    """
    out = out.resolve()
    new = out.with_name(f".{out.name}.new")
    old = out.with_name(f".{out.name}.old")
    try:
        if old.exists() and not out.exists():
            # A run was killed between the two renames below.
            old.rename(out)
        for left_over in (new, old):
            if left_over.exists():
                shutil.rmtree(left_over)
        new.mkdir(parents=True)
    except OSError as error:
        raise WrongUse(f"{out} cannot be written: {error}.") from None
    try:
        yield new
        if out.exists():
            out.rename(old)
        new.rename(out)
    finally:
        for left_over in (new, old):
            shutil.rmtree(left_over, ignore_errors=True)


def check_replaceable(raw: Path, out: Path) -> None:
    """Raise WrongUse where `out` holds anything but landed files: a user's own
    files must never be replaced."""
    if raw.resolve().is_relative_to(out.resolve()):
        raise WrongUse(f"{out} holds the raw files: land them in another folder.")
    if not out.exists():
        return
    if not out.is_dir():
        raise WrongUse(f"{out} is not a folder: land in another place.")
    landed = {f"{table}.parquet" for table in raw_contract()}
    for path in out.iterdir():
        if path.name not in landed:
            raise WrongUse(
                f"{out} holds {path.name}, which is no landed file: land in another"
                " folder."
            )
