"""`nrr run` and `nrr check` on small folders: one table only, clean and not."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Nrr, manifest_of
from nrr.reading import open_published

COLUMNS = (
    *("subscription_item_id", "customer_id", "product_id", "quantity"),
    *("unit_amount", "currency", "billing_interval", "start_date", "recorded_at"),
)


def write_items(raw: Path, amounts: list[str]) -> Path:
    """One subscription item an amount, from 2024 on, in a folder of its own."""
    raw.mkdir(parents=True)
    with (raw / "billing_subscription_items.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n, amount in enumerate(amounts):
            start = f"2024-{n % 12 + 1:02d}-01"
            item = [f"i{n}", f"c{n}", "p1", "10", amount, "JPY", "month", start]
            writer.writerow([*item, f"2025-06-{n % 28 + 1:02d} 10:00:00"])
    return raw


CLEAN = [str(1000 + n) for n in range(120)]
DIRTY = ["1,234.56", "-5", "¥100", *CLEAN]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, nrr: Nrr) -> Path:
    """A warehouse with one version, of a folder that holds the one table."""
    folder = tmp_path_factory.mktemp("small")
    raw = write_items(folder / "clean", CLEAN)
    done = nrr("run", "--raw", raw, "--warehouse", folder / "warehouse")
    assert done.returncode == 0, done.stderr
    return folder / "warehouse"


def test_one_table_is_enough(small: Path) -> None:
    headline = manifest_of(small)["headline"]
    assert headline["closing_accounts"] == len(CLEAN)
    assert float(headline["closing_mrr"]) == 10 * sum(map(int, CLEAN))


def test_the_page_is_left_out_where_asked(small: Path) -> None:
    assert not (small / "report.html").exists()


def test_default_as_of_is_the_latest_recorded_day(small: Path) -> None:
    assert manifest_of(small)["as_of"] == "2025-06-28"
    with open_published(small) as connection:
        query = "select max(month)::varchar from dim_months"
        assert connection.execute(query).fetchone() == ("2025-05-01",)


def test_refused_data_leaves_what_was_published(nrr: Nrr, small: Path) -> None:
    before = (small / "current.duckdb").read_bytes()
    raw = write_items(small.parent / "dirty", DIRTY)
    done = nrr("run", "--raw", raw, "--warehouse", small)
    assert done.returncode == 1
    assert "nothing was published" in done.stderr
    assert "3 of 123 rows rejected" in done.stderr
    assert "Traceback" not in done.stderr
    assert (small / "current.duckdb").read_bytes() == before
    (command,) = [
        c for c in done.stderr.splitlines() if "rejected_rows_are_few.sql" in c
    ]
    shown = subprocess.run(
        command.partition(": ")[2].replace("nrr ", f"{sys.executable} -m nrr.cli ", 1),
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "3 of 123 rows rejected" in shown.stdout, shown.stderr


def test_check_says_what_would_be_rejected(nrr: Nrr, tmp_path: Path) -> None:
    raw = write_items(tmp_path / "raw", DIRTY)
    done = nrr("check", "--raw", raw, "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 1, done.stderr
    assert "3 rows would be rejected" in done.stdout
    for row, value in enumerate(DIRTY[:3], 1):
        assert f"billing_subscription_items.csv, row {row}: unit_amount" in done.stdout
        assert value in done.stdout
    assert not (tmp_path / "warehouse" / "current.duckdb").exists()


def test_o06_before_all_data(nrr: Nrr, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    done = nrr("run", "--as-of", "2000-01-01", "--warehouse", warehouse)
    assert done.returncode == 1
    assert "As of 2000-01-01 no subscription was known" in done.stderr
    assert not (warehouse / "current.duckdb").exists()


def test_as_of_is_asked_for_where_nothing_says_it(nrr: Nrr, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "billing_subscription_items.csv").write_text(
        f"{','.join(COLUMNS[:-1])}\ni1,c1,p1,1,100,JPY,month,2024-01-01\n"
    )
    done = nrr("run", "--raw", raw, "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 2
    assert "name the day with --as-of YYYY-MM-DD" in done.stderr
