"""The command as its users meet it: options, exit codes, one sentence each."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import Nrr
from nrr.errors import WrongUse
from nrr.request import parse_variables
from nrr.warehouse import check_room


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, nrr.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"duckdb", "dbt", "rich", "yaml", "jinja2"} & set(loaded)


@pytest.mark.parametrize(
    "command",
    [
        *("run", "check", "between", "reserved", "account", "report", "query"),
        *("export", "versions", "diff", "rollback", "generate", "bench"),
    ],
)
def test_every_command_explains_itself(nrr: Nrr, command: str) -> None:
    assert command in nrr("--help").stdout
    assert nrr(command, "--help").returncode == 0


@pytest.mark.parametrize(
    "words",
    [("fly",), ("run", "--fast"), ("between", "2025-03"), ("account",), ("query",)],
)
def test_usage_errors(nrr: Nrr, words: tuple[str, ...]) -> None:
    done = nrr(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "value", ["JP'Y", 'JP"Y', "JP;Y", "JP\\Y", "JP\nY", "JP`Y", "'; drop table x --"]
)
def test_o07_quotes_in_a_variable(nrr: Nrr, tmp_path: Path, value: str) -> None:
    warehouse = tmp_path / "warehouse"
    words = ("--var", f"reporting_currency={value}", "--warehouse", warehouse)
    done = nrr("run", *words)
    assert done.returncode == 2
    assert "--var reporting_currency: a value holds no quotes" in done.stderr
    assert not warehouse.exists()


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("renewal_grace", "write it as NAME=VALUE"),
        ("renewal_grace=3", "the nearest is renewal_grace_days"),
        ("renewel_grace_days=3", "the nearest is renewal_grace_days"),
        ("=3", "there is no such variable"),
        ("renewal_grace_days=soon", "expected a value like its default, 0"),
        ("renewal_grace_days=1.5", "expected a value like its default, 0"),
        ("renewal_grace_days=yes", "expected a value like its default, 0"),
        ("rejected_rows_error_share=", "expected a value like its default, 0.01"),
        ("size_segments=large", "expected a value like its default"),
        ("constant_fx_date=31.3.2026", "write the day as YYYY-MM-DD"),
        ("as_of_date=2026-03-31", "this is set with --as-of"),
        ("raw_path=/tmp", "this is set with --raw"),
    ],
)
def test_wrong_variables(assignment: str, sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence.replace(".", r"\.")):
        parse_variables([assignment])


def test_variables_take_the_type_of_their_default() -> None:
    assert parse_variables(
        [
            "renewal_grace_days=30",
            "rejected_rows_error_share=1",
            "reporting_currency=USD",
            "account_level=ultimate_parent",
            "constant_fx_date=2026-01-31",
            "size_segments=[{segment: small, below: 10}, {segment: large}]",
        ]
    ) == {
        "renewal_grace_days": 30,
        "rejected_rows_error_share": 1,
        "reporting_currency": "USD",
        "account_level": "ultimate_parent",
        "constant_fx_date": "2026-01-31",
        "size_segments": [{"segment": "small", "below": 10}, {"segment": "large"}],
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--as-of", "31.3.2026"), "write the day as YYYY-MM-DD"),
        (("--as-of", "2026-02-30"), "write the day as YYYY-MM-DD"),
        (("--target", "moon"), "--target moon: profiles.yml has duckdb"),
        (("--encoding", "klingon"), "klingon"),
    ],
)
def test_wrong_options(
    nrr: Nrr, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = nrr("run", *words, "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["run", "check"])
def test_o03_busy(nrr: Nrr, tmp_path: Path, command: str) -> None:
    with (tmp_path / ".lock").open("w") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        done = nrr(command, "--warehouse", tmp_path)
        assert nrr("rollback", "--warehouse", tmp_path).returncode == 75
    assert done.returncode == 75
    assert "Another build is running" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["run", "check"])
def test_o09_no_raw_folder(nrr: Nrr, tmp_path: Path, command: str) -> None:
    raw = tmp_path / "nowhere"
    done = nrr(command, "--raw", raw, "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 2
    assert str(raw) in done.stderr


def test_o09_no_required_table(nrr: Nrr, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "crm_accounts.csv").write_text("account_id\na\n")
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    done = nrr("run", "--raw", raw, "--warehouse", warehouse)
    assert done.returncode == 2
    assert "billing_subscription_items" in done.stderr


def test_o11_warehouse_that_cannot_be_written(nrr: Nrr, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "below", Path("/proc/nrr")):
        done = nrr("run", "--warehouse", folder)
        assert done.returncode == 2
        assert f"{folder} cannot be written" in done.stderr


def test_o11_disk_too_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=10**9))
    check_room(tmp_path, raw_bytes=10**8)
    with pytest.raises(WrongUse, match=r"has 1\.0 GB free and this build needs"):
        check_room(tmp_path, raw_bytes=10**9)


def query(nrr: Nrr, warehouse: Path, sql: str, *words: str, **more) -> str:
    done = nrr("query", sql, *words, "--warehouse", warehouse, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_query_answers(nrr: Nrr, warehouse: Path) -> None:
    sql = "select region, count(*) as accounts from dim_accounts group by 1 order by 1"
    assert query(nrr, warehouse, sql, "--format", "csv") == (
        "region,accounts\neast,1\nwest,3\n"
    )
    rows = json.loads(query(nrr, warehouse, sql, "--format", "json"))
    assert rows[1] == {"region": "west", "accounts": 3}
    assert "west" in query(nrr, warehouse, sql)
    assert query(nrr, warehouse, "-", "--format", "csv", input=sql).count("\n") == 3


def test_query_shows_markup_and_nothing_as_such(nrr: Nrr, warehouse: Path) -> None:
    shown = query(nrr, warehouse, "select '[bold]x[/]' as a, null as b, true as c")
    assert shown.splitlines()[-1].split() == ["[bold]x[/]", "–", "yes"]


def test_query_says_when_it_shows_a_part(nrr: Nrr, warehouse: Path) -> None:
    shown = query(nrr, warehouse, "from range(1001)")
    assert "The first 1,000 rows" in shown
    whole = query(nrr, warehouse, "from range(1001)", "--format", "csv")
    assert len(whole.splitlines()) == 1002


@pytest.mark.parametrize(("columns", "lines"), [(110, 3), (60, 11), (30, 48)])
def test_narrow_terminals_cut_nothing_off(
    nrr: Nrr, warehouse: Path, columns: int, lines: int
) -> None:
    """As wide as it is; else turned; else row by row."""
    words = (
        f"-m nrr.cli between 2025-03 2026-03 --by size_segment --warehouse {warehouse}"
    )
    code = (
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode("
        "pty.spawn([sys.executable, *sys.argv[1].split()])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, words],
        env={**os.environ, "COLUMNS": str(columns), "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    for figure in ("101,000", "30,000", "69.3 %", "101,301", "75.0 %"):
        assert figure in done.stdout
    assert "…" not in done.stdout


def test_t16_formulas_are_escaped_in_csv(nrr: Nrr, warehouse: Path) -> None:
    sql = "select '=1+1' a, '+1' b, '-1' c, '@x' d, -1 e, -1.5 f, 'a-b' g, null h"
    assert query(nrr, warehouse, sql, "--format", "csv").splitlines()[1] == (
        "'=1+1,'+1,'-1,'@x,-1,-1.5,a-b,"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "create table x as select 1",
        "delete from dim_accounts",
        "drop table marts.dim_accounts",
        "select * from read_csv('/etc/passwd')",
        "copy dim_accounts to '{folder}/x.csv'",
        "attach '{folder}/x.duckdb' as x",
        "set enable_external_access = true",
    ],
)
def test_query_only_reads(nrr: Nrr, warehouse: Path, tmp_path: Path, sql: str) -> None:
    before = (warehouse / "current.duckdb").read_bytes()
    done = nrr("query", sql.format(folder=tmp_path), "--warehouse", warehouse)
    assert done.returncode == 2
    assert done.stderr.startswith("nrr: ")
    assert "Traceback" not in done.stderr
    assert (warehouse / "current.duckdb").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["warehouse"]


def test_query_with_a_mistake(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("query", "select nothing", "--warehouse", warehouse)
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert "Traceback" not in done.stderr


def test_query_of_the_build(nrr: Nrr, warehouse: Path) -> None:
    sql = "select x from staging.secret"
    assert nrr("query", sql, "--warehouse", warehouse).returncode == 2
    assert query(nrr, warehouse, sql, "--build", "--format", "csv") == "x\n1\n"


@pytest.mark.parametrize(
    "words", [("query", "select 1"), ("between", "2025-03", "2026-03"), ("reserved",)]
)
def test_nothing_published(nrr: Nrr, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = nrr(*words, "--warehouse", tmp_path)
    assert done.returncode == 2
    assert "Nothing is published" in done.stderr


def test_damaged_file_is_said(nrr: Nrr, warehouse: Path) -> None:
    current = warehouse / "current.duckdb"
    current.chmod(0o644)
    current.write_bytes(b"not a database")
    done = nrr("query", "select 1", "--warehouse", warehouse)
    assert done.returncode == 2
    assert "`nrr rollback` puts a kept version back" in done.stderr


def test_generate(nrr: Nrr, tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        out = tmp_path / format
        done = nrr("generate", "--accounts", 20, "--out", out, "--format", format)
        assert done.returncode == 0, done.stderr
        assert (out / f"billing_subscription_items.{format}").is_file()
    assert nrr("generate", "--accounts", 20, "--out", out, "--format", "x").returncode
    assert nrr("generate", "--accounts", 0, "--out", out).returncode == 2
