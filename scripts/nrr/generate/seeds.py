"""Writes the sample company into seeds/: python -m nrr.generate.seeds."""

import shutil
import tempfile
from pathlib import Path

from nrr.contract import raw_contract, seed_folder
from nrr.generate.company import generate

ACCOUNTS = 400


def write_seeds() -> None:
    """Replace every seed file by the sample company's."""
    with tempfile.TemporaryDirectory() as folder:
        generate(ACCOUNTS, Path(folder))
        for table in raw_contract():
            name = f"{table}.csv"
            shutil.move(Path(folder) / name, seed_folder(table) / name)


if __name__ == "__main__":
    write_seeds()
