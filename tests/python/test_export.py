"""`nrr export`: files of one version, for Excel and for programs, whole or not."""

import csv
import io
import os
from pathlib import Path

import duckdb
import pytest

from conftest import PROVENANCE, Nrr, make_build
from nrr.errors import NrrError, WrongUse
from nrr.export import export
from nrr.output import FORMULA_STARTS
from nrr.publish import publish

# Every start of a formula, in a text; numbers below 0 stay numbers.
FORMULAS = """
create table marts.fct_texts as
select id, text, -1.5::decimal(18, 4) as amount, -0.5::double as ratio,
    null::varchar as nothing, true as is_so, date '2026-03-01' as month
from (values {values}) as texts (id, text);
"""
TEXTS = [f"{start}1+1" for start in FORMULA_STARTS] + [
    "a=b",
    "",
    "株式会社\n🎌",
    'a"b,c',
]


@pytest.fixture
def texts(tmp_path: Path, warehouse: Path) -> Path:
    """A warehouse whose version v2 has a mart of awkward texts."""
    values = ", ".join(
        f"({place}, '{text}')" for place, text in enumerate(TEXTS, start=10)
    )
    change = FORMULAS.format(values=values)
    publish(make_build(tmp_path / "b.duckdb", change), warehouse, PROVENANCE)
    return warehouse


def read(file: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as opened:
        return list(csv.DictReader(opened))


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_every_mart_of_the_version(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("export", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    folder = warehouse / "export" / "v1"
    assert str(folder) in done.stdout
    with duckdb.connect(str(warehouse / "current.duckdb"), read_only=True) as con:
        marts = con.execute(
            "select table_name, estimated_size from duckdb_tables()"
            " where schema_name = 'marts'"
        ).fetchall()
    for name, rows in marts:
        assert len(read(folder / f"{name}.csv")) == rows
    expected = {f"{name}.csv" for name, _ in marts} | {"published_version.csv"}
    assert names_in(folder) == expected
    assert names_in(warehouse / "export") == {"v1"}
    assert read(folder / "published_version.csv")[0]["version"] == "v1"


def test_csv_is_what_nrr_query_says(nrr: Nrr, texts: Path) -> None:
    _, (file, _) = export(texts, names=["fct_texts"])
    # Its output is read as text here, in which a lone return is a line's end.
    sql = "from fct_texts where not contains(text, chr(13)) order by id"
    said = nrr("query", sql, "--format", "csv", "--warehouse", texts)
    rows = [row for row in read(file) if "\r" not in row["text"]]
    assert rows == list(csv.DictReader(io.StringIO(said.stdout, newline="")))
    assert len(rows) == len(TEXTS) - 1


def test_formulas_are_escaped(texts: Path) -> None:
    _, (file, _) = export(texts, names=["fct_texts"])
    rows = read(file)
    dangerous = len(FORMULA_STARTS)
    shown = [f"'{text}" for text in TEXTS[:dangerous]] + TEXTS[dangerous:]
    assert [row["text"] for row in rows] == shown
    for row in rows:
        assert (row["amount"], row["ratio"]) == ("-1.5000", "-0.5")
        assert (row["nothing"], row["is_so"]) == ("", "true")


def test_excel_knows_utf_8_by_its_mark(tmp_path: Path, nrr: Nrr, texts: Path) -> None:
    _, (file, _) = export(texts, names=["fct_texts"])
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,text,")
    words = ("export", "fct_texts", "--no-bom", "--out", tmp_path / "plain")
    assert nrr(*words, "--warehouse", texts).returncode == 0
    plain = tmp_path / "plain" / "fct_texts.csv"
    assert file.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()


def test_parquet_is_the_mart_itself(tmp_path: Path, nrr: Nrr, texts: Path) -> None:
    out = tmp_path / "parquet"
    words = ("--format", "parquet", "--out", out, "--warehouse", texts)
    assert nrr("export", "fct_texts", "dim_months", *words).returncode == 0
    assert names_in(out) == {
        *("fct_texts.parquet", "dim_months.parquet", "published_version.parquet")
    }
    with duckdb.connect(str(texts / "current.duckdb"), read_only=True) as con:
        mart = con.sql("from marts.fct_texts order by all")
        file = con.sql(f"from '{out / 'fct_texts.parquet'}'")
        assert (file.columns, file.types) == (mart.columns, mart.types)
        assert file.fetchall() == mart.fetchall()


def test_same_version_same_bytes(tmp_path: Path, warehouse: Path) -> None:
    """Whatever order the rows were built in."""
    _, first = export(warehouse, tmp_path / "one")
    change = (
        "create or replace table marts.dim_accounts as"
        " from marts.dim_accounts order by account_id desc"
    )
    publish(make_build(tmp_path / "b.duckdb", change), warehouse, PROVENANCE)
    _, second = export(warehouse, tmp_path / "two")
    for one, two in zip(first[:-1], second[:-1], strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_what_is_there_stays_unless_told(
    tmp_path: Path, nrr: Nrr, warehouse: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "dim_months.csv").write_text("mine", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    words = ("export", "dim_months", "--out", out, "--warehouse", warehouse)
    done = nrr(*words)
    assert done.returncode == 2
    assert "dim_months.csv already" in done.stderr
    assert names_in(out) == {"dim_months.csv", "notes.txt"}
    assert (out / "dim_months.csv").read_text(encoding="utf-8") == "mine"
    assert nrr(*words, "--replace").returncode == 0
    assert len(read(out / "dim_months.csv")) == 27
    assert names_in(out) == {"dim_months.csv", "notes.txt", "published_version.csv"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("fct_none",), "There is no mart fct_none; there are: dim_accounts"),
        (("secret",), "There is no mart secret"),
        (("--format", "xlsx"), "--format xlsx: one of csv, parquet"),
    ],
)
def test_wrong_use(
    nrr: Nrr, warehouse: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = nrr("export", *words, "--warehouse", warehouse)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert not (warehouse / "export").exists()


def test_out_is_a_file(tmp_path: Path, warehouse: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(WrongUse, match="this is a file, not a folder"):
        export(warehouse, file)


def test_half_an_export_is_none(
    tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at the end leaves what was there, and no leftovers."""
    out = tmp_path / "out"
    export(warehouse, out, names=["dim_months"])
    before = (out / "dim_months.csv").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("nrr.export._put_in_place", fail)
    with pytest.raises(NrrError, match="could not be written"):
        export(warehouse, out, names=["dim_accounts", "dim_months"], replaces=True)
    assert names_in(out) == {"dim_months.csv", "published_version.csv"}
    assert (out / "dim_months.csv").read_bytes() == before
    assert not list(tmp_path.glob(".unfinished*"))
