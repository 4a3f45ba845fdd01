"""`nrr versions` and `nrr rollback`: what is kept, what is damaged, going back."""

import shutil
from pathlib import Path

import pytest

from conftest import PROVENANCE, Nrr, make_build
from nrr.publish import publish
from nrr.versions import current_name


@pytest.fixture
def three(tmp_path: Path, warehouse: Path) -> Path:
    """A warehouse with versions v1 to v3 of different content."""
    for n in (2, 3):
        change = f"update marts.fct_nrr_monthly set net_revenue_retention = {n}"
        publish(make_build(tmp_path / "b.duckdb", change), warehouse, PROVENANCE)
    return warehouse


def line_of(text: str, version: str) -> str:
    (line,) = [line for line in text.splitlines() if version in line.split()]
    return line


def test_versions_lists_newest_first(nrr: Nrr, three: Path) -> None:
    done = nrr("versions", "--warehouse", three)
    assert done.returncode == 0
    lines = done.stdout.splitlines()[2:]
    assert [line.split()[0] for line in lines] == ["v3", "v2", "v1"]
    assert lines[0].split()[1:5] == ["2026-03-31", "2026-04-01", "00:00", "300.0"]
    assert ["current" in line for line in lines] == [True, False, False]
    assert "70,451" in line_of(done.stdout, "v1")


def test_rollback_goes_one_back_and_forth(nrr: Nrr, three: Path) -> None:
    for words, name in ((), "v2"), ((), "v1"), (("v3",), "v3"):
        done = nrr("rollback", *words, "--warehouse", three)
        assert done.returncode == 0, done.stderr
        assert f"is {name} now" in done.stdout
        assert current_name(three) == name
        current = (three / "current.duckdb").read_bytes()
        assert current == (three / "versions" / name / "marts.duckdb").read_bytes()


def test_rollback_never_reuses_a_name(tmp_path: Path, nrr: Nrr, three: Path) -> None:
    nrr("rollback", "v1", "--warehouse", three)
    built = make_build(tmp_path / "b.duckdb")
    assert publish(built, three, PROVENANCE)["version"] == "v4"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("v9",), "There is no version v9"),
        (("../v1",), "There is no version ../v1"),
    ],
)
def test_rollback_to_what_is_not_kept(
    nrr: Nrr, three: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = nrr("rollback", *words, "--warehouse", three)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "kept are: v1, v2, v3" in done.stderr


def test_rollback_from_the_oldest(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("rollback", "--warehouse", warehouse)
    assert done.returncode == 2
    assert "v1 is the oldest version kept" in done.stderr


def test_rollback_refuses_a_damaged_version(nrr: Nrr, three: Path) -> None:
    (three / "versions" / "v2" / "marts.duckdb").write_bytes(b"gone")
    done = nrr("rollback", "v2", "--warehouse", three)
    assert done.returncode == 2
    assert "v2 cannot be put in place: marts.duckdb is damaged" in done.stderr
    assert current_name(three) == "v3"
    assert "is v1 now" in nrr("rollback", "--warehouse", three).stdout


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda file: file.unlink(), "is missing"),
        (lambda file: file.write_bytes(b"not a database"), "is damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:50_000]), "is damaged"),
        (lambda file: file.write_bytes(file.read_bytes() + b"\0"), "is damaged"),
    ],
    ids=["deleted", "overwritten", "cut off", "one byte"],
)
def test_o12_current_file_lost(
    tmp_path: Path, nrr: Nrr, three: Path, damage, words: str
) -> None:
    """`nrr versions` says so; a rollback, or the next publication, restores."""
    current = three / "current.duckdb"
    current.chmod(0o644)
    damage(current)
    said = nrr("versions", "--warehouse", three)
    assert f"current.duckdb {words}" in said.stdout
    assert "is v3 now" in nrr("rollback", "--warehouse", three).stdout
    damage(current)
    publish(make_build(tmp_path / "b.duckdb"), three, PROVENANCE)
    assert "current.duckdb" not in nrr("versions", "--warehouse", three).stdout
    assert current_name(three) == "v4"


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("marts.duckdb", None, "marts.duckdb is missing"),
        ("marts.duckdb", "x", "marts.duckdb is damaged"),
        ("manifest.json", None, "manifest.json is missing"),
        ("manifest.json", "{", "manifest.json is damaged"),
    ],
)
def test_o12_kept_version_damaged(
    nrr: Nrr, three: Path, file: str, text: str | None, words: str
) -> None:
    path = three / "versions" / "v2" / file
    path.write_text(text) if text else path.unlink()
    done = nrr("versions", "--warehouse", three)
    assert done.returncode == 0
    assert line_of(done.stdout, "v2").endswith(words)


def test_o12_all_versions_lost(tmp_path: Path, nrr: Nrr, three: Path) -> None:
    """The current file alone still serves, and the next version is v4."""
    shutil.rmtree(three / "versions")
    said = nrr("versions", "--warehouse", three)
    assert "No version is kept" in said.stdout
    done = nrr("query", "select count(*) from dim_accounts", "--warehouse", three)
    assert done.returncode == 0
    built = make_build(tmp_path / "b.duckdb")
    assert publish(built, three, PROVENANCE)["version"] == "v4"


def test_no_warehouse(tmp_path: Path, nrr: Nrr) -> None:
    for command in ("versions", "rollback"):
        done = nrr(command, "--warehouse", tmp_path / "none")
        assert done.returncode == 2
        assert "There is no warehouse" in done.stderr
    assert not (tmp_path / "none").exists()
