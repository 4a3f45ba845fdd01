"""`nrr run` as a whole, on the sample company and on small folders of files."""

import csv
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from conftest import PROJECT, Nrr, manifest_of
from nrr.between import DIMENSIONS, between
from nrr.content import content_hash
from nrr.reading import open_published
from nrr.versions import current_damage, current_name

# ---------- the sample company, published once


def test_summary_says_what_came_out(published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    headline = manifest_of(published_sample)["headline"]
    assert f"NRR {100 * headline['net_revenue_retention']:,.1f} %" in text
    for words in ("GRR", "Rejected rows: ", "Data issues: ", "Next:"):
        assert words in text
    assert f"{published_sample / 'current.duckdb'} (DuckDB, schema marts)" in text


def test_summary_waterfall_adds_up_as_shown(published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    steps = [
        "Opening",
        "New",
        "Reactivation",
        "Expansion",
        "Contraction",
        "Churn",
        "Closing",
    ]
    first_words = {line.split()[0]: line.split() for line in text.split("\n") if line}
    *movements, closing = (int(first_words[step][1].replace(",", "")) for step in steps)
    assert sum(movements) == closing


def test_summary_commands_work(nrr: Nrr, published_sample: Path) -> None:
    text = (published_sample / "summary.txt").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("  nrr ")]
    assert len(commands) == 3
    for command in commands:
        done = subprocess.run(
            command.replace("  nrr ", f"{sys.executable} -m nrr.cli "),
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n") > 2


@pytest.mark.parametrize("window", [1, 3, 12])
def test_between_equals_the_mart(published_sample: Path, window: int) -> None:
    """Every month, dimension and figure; a value that stands in the mart alone
    has neither opening nor closing."""
    with open_published(published_sample) as connection:
        months = connection.execute(
            "select distinct (month - to_months($window))::date, month"
            " from fct_nrr_monthly where window_months = $window",
            {"window": window},
        ).fetchall()
        assert months
        for opening, closing in months:
            for dimension in DIMENSIONS:
                names, rows = between(connection, opening, closing, dimension)
                expected = connection.execute(
                    f"select {', '.join(names)} from fct_nrr_monthly"
                    " where month = ? and window_months = ? and dimension = ?"
                    " and (opening_mrr > 0 or closing_mrr > 0)",
                    [closing, window, dimension],
                ).fetchall()
                assert sorted(rows) == sorted(expected), (closing, dimension)


def test_content_equals_plain_dbt(published_sample: Path, tmp_path: Path) -> None:
    """`dbt seed` and `dbt build`, unit tests and all, give the same marts."""
    built = tmp_path / "dev.duckdb"
    for words in (["seed"], ["build"]):
        subprocess.run(
            [
                *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
                *(*words, "--project-dir", PROJECT, "--profiles-dir", PROJECT),
                *("--target-path", tmp_path / "target"),
                *("--log-path", tmp_path / "logs", "--quiet"),
                *("--no-send-anonymous-usage-stats", "--no-version-check"),
            ],
            env={**os.environ, "NRR_DATABASE": str(built)},
            check=True,
        )
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built}' as dev (read_only)")
        expected = manifest_of(published_sample)["content_hash"]
        assert content_hash(connection, "dev") == expected


def test_check_of_the_sample(nrr: Nrr, tmp_path: Path) -> None:
    done = nrr("check", "--warehouse", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "billing_subscription_items" in done.stdout
    assert not (tmp_path / "current.duckdb").exists()


# ---------- a second run: killed, repeated without a network, and not alone


@dataclass(frozen=True)
class Repeated:
    """What was seen while the sample was run again in its warehouse."""

    warehouse: Path
    killed: int
    after_kill: tuple[str | None, str]
    beside: subprocess.CompletedProcess
    returncode: int
    stderr: str


@pytest.fixture(scope="module")
def repeated(
    published_sample: Path, nrr: Nrr, tmp_path_factory: pytest.TempPathFactory
) -> Repeated:
    """Killed while dbt builds; run again with no network; meanwhile, a third."""
    # a copy: other tests count on what is published in theirs
    warehouse = tmp_path_factory.mktemp("repeated") / "warehouse"
    shutil.copytree(published_sample, warehouse)
    words = ("-m", "nrr.cli", "run", "--warehouse", str(warehouse))
    with _started(words) as first:
        _wait_for(first, "Building and testing (")
        first.send_signal(signal.SIGKILL)
        first.wait()
    after_kill = current_name(warehouse), current_damage(warehouse)
    with _started(words, *_no_network()) as second:
        _wait_for(second, "Reading the models")
        beside = nrr("run", "--warehouse", warehouse)
        _, stderr = second.communicate(timeout=300)
    return Repeated(
        warehouse, first.returncode, after_kill, beside, second.returncode, stderr
    )


def _started(words: tuple[str, ...], *before: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*before, sys.executable, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(process: subprocess.Popen, words: str) -> None:
    for line in process.stderr:
        if words in line:
            return
    pytest.fail(f"it ended before it said {words}")


def _no_network() -> tuple[str, ...]:
    """What starts a command without a network, where the system allows it."""
    command = ("unshare", "--net", "--map-root-user")
    if not shutil.which("unshare"):
        return ()
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def test_o01_killed_build_changes_nothing(repeated: Repeated) -> None:
    assert repeated.killed == -signal.SIGKILL
    assert repeated.after_kill == ("v1", "")


def test_o03_second_build_at_once(repeated: Repeated) -> None:
    assert repeated.beside.returncode == 75
    assert "Another build is running" in repeated.beside.stderr


def test_o05_same_input_same_content(repeated: Repeated) -> None:
    assert repeated.returncode == 0, repeated.stderr
    first, second = (manifest_of(repeated.warehouse, name) for name in ("v1", "v2"))
    assert len(first["inputs"]) >= 18
    assert first["inputs"] == second["inputs"]
    assert first["content_hash"] == second["content_hash"]


def test_second_run_parses_only_what_changed(repeated: Repeated) -> None:
    assert repeated.returncode == 0, repeated.stderr
    log = (repeated.warehouse / "build" / "logs" / "dbt.log").read_text()
    last = log.rpartition("Running with dbt")[2]
    assert last
    assert "Unable to do partial parsing" not in last


def test_o08_no_network(repeated: Repeated) -> None:
    if not _no_network():
        pytest.skip("this system cannot take the network from a process")
    assert repeated.returncode == 0, repeated.stderr


# ---------- small folders: one table only, clean and not

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
