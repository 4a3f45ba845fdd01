"""The mappings from other people's layouts to the raw contract.

Their data stands beside the project, not in it: what needs it skips without it.
Also what the other tests on real data share: where it is, and how it is built.
"""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from commands import run_nrr, shared_folder
from conftest import PROJECT
from nrr.contract import columns, required_columns
from nrr.mappings import mappings, write_raw
from reference import GRAIN, Settings, expected_marts
from reference.compare import Rows, assert_same
from reference.published import mart, read_csv, read_folder

REAL = PROJECT.parent / "shared" / "data"
IN_USD = "reporting_currency=USD"
KNOWN = "MAPPING: crm_sales_opportunities, mrr_playbook, ravenstack"


@dataclass(frozen=True)
class Built:
    """The raw files of a data set, what the project published, and what it said."""

    raw: Path
    warehouse: Path
    as_of: date
    output: str

    def mart(self, name: str) -> Rows:
        """Every row of a published mart."""
        return mart(self.warehouse / "current.duckdb", name)

    def assert_reference(self, name: str) -> None:
        """A mart is, row by row, as the reference implementation computes it."""
        assert_same(name, _referred(self)[name], self.mart(name), GRAIN[name])


@cache
def _referred(company: Built) -> dict[str, Rows]:
    settings = Settings(company.as_of, reporting_currency="USD")
    return expected_marts(read_folder(company.raw), settings)


def real(name: str) -> Path:
    """A file or folder of the real data; the test is skipped where it is absent."""
    if not (REAL / name).exists():
        pytest.skip(f"the real data is absent: {name}")
    return REAL / name


def built(raw: Path, folder: Path, as_of: date, *variables: str) -> Built:
    """The whole build of raw files, with nothing more tolerated than is said."""
    words = ["run", "--raw", raw, "--as-of", as_of]
    for variable in (IN_USD, *variables):
        words += ["--var", variable]
    done = run_nrr(*words, "--warehouse", folder / "warehouse")
    assert done.returncode == 0, done.stderr
    return Built(raw, folder / "warehouse", as_of, done.stdout)


def mapped(
    mapping: str, as_of: date, factory: pytest.TempPathFactory, *variables: str
) -> Built:
    """A data set mapped and built, once however many modules ask."""
    source = real(mapping)
    with shared_folder(factory, mapping) as folder:
        output = folder / "output.txt"
        if not output.exists():
            write_raw(mapping, source, folder / "raw")
            made = built(folder / "raw", folder, as_of, *variables)
            output.write_text(made.output, encoding="utf-8")
        said = output.read_text(encoding="utf-8")
        return Built(folder / "raw", folder / "warehouse", as_of, said)


@pytest.mark.parametrize("mapping", mappings())
def test_columns_are_of_the_contract(mapping: str, tmp_path: Path) -> None:
    """Every file a mapping writes has contract columns only, all required ones."""
    for table, rows in write_raw(mapping, real(mapping), tmp_path).items():
        written = read_csv(tmp_path / f"{table}.csv")
        assert len(written) == rows > 0
        assert set(written[0]) <= set(columns(table)), table
        assert set(written[0]) >= set(required_columns(table)), table


def test_same_source_same_bytes(tmp_path: Path) -> None:
    source = real("ravenstack")
    for out in ("first", "second"):
        write_raw("ravenstack", source, tmp_path / out)
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()


def by_hand(*words: object) -> subprocess.CompletedProcess:
    """`python -m nrr.mappings` with these words."""
    command = [sys.executable, "-m", "nrr.mappings", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_mapping_by_hand(tmp_path: Path) -> None:
    done = by_hand("mrr_playbook", real("mrr_playbook"), tmp_path / "raw")
    assert done.returncode == 0, done.stderr
    assert "billing_subscription_items: 121 rows" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), KNOWN),
        (("nobody", ".", "raw"), KNOWN),
        (("ravenstack", "nowhere", "raw"), "nowhere/ravenstack_accounts.csv"),
    ],
)
def test_wrong_words_are_refused(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """One sentence, exit code 2, and nothing written."""
    done = by_hand(*(tmp_path / word if word == "raw" else word for word in words))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("raw/*"))
