"""Properties of landing as a whole: values survive it, `out` is never half."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrr import land as land_module
from nrr.contract import columns
from nrr.errors import NrrError, Refused, WrongUse
from nrr.land import land
from test_land import CUSTOMERS, ITEMS, NAMED, landed, rows

NAMES = columns("billing_customers")
# All that CSV and Parquet can hold: no NUL, no half of a surrogate pair.
characters = st.characters(exclude_characters="\0", exclude_categories=("Cs",))
awkward = st.sampled_from("\"\n\r,;'\\\t\ufeff")
texts = st.text(characters, max_size=9) | st.text(awkward | characters, max_size=9)
tables = st.integers(1, len(NAMES)).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), max_size=5)
)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


def _csv(
    table: list[list[str]], line_end: str, quote_all: bool, has_bom: bool
) -> bytes:
    """By hand: csv.writer leaves a lone CR unquoted (before Python 3.13)."""

    def field(text: str) -> str:
        special = set(text) & set('",\r\n')
        return '"' + text.replace('"', '""') + '"' if quote_all or special else text

    width = len(table[0]) if table else 1
    lines = [",".join(map(field, row)) or '""' for row in [NAMES[:width], *table]]
    return ("\ufeff" * has_bom + line_end.join(lines)).encode()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(tables, line_ends, st.booleans(), st.booleans()), max_size=5))
def test_F03_any_text_comes_through_as_it_was(files):
    with TemporaryDirectory() as folder:
        contents = {
            f"billing_customers_{i}.csv": _csv(*file) for i, file in enumerate(files)
        }
        landed(Path(folder), contents)
        found = rows(Path(folder), "billing_customers", ", ".join(NAMES))
    filled = [row + [""] * (len(NAMES) - len(row)) for file in files for row in file[0]]
    assert found == [tuple(text or None for text in row) for row in filled]


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("crash", [OSError, KeyboardInterrupt])
def test_O01_O02_a_crash_between_files_leaves_the_previous_out(
    tmp_path, monkeypatch, crash
):
    landed(tmp_path, {CUSTOMERS: NAMED + b"c1,Acme\n"})
    before = _content(tmp_path / "out")
    write_table = land_module.write_table

    def crash_at_the_third_table(con, table, *arguments):
        if table == "billing_subscription_items":
            raise crash("at the third table")
        write_table(con, table, *arguments)

    monkeypatch.setattr(land_module, "write_table", crash_at_the_third_table)
    with pytest.raises((NrrError, KeyboardInterrupt)):
        landed(tmp_path, {CUSTOMERS: NAMED + b"c2,Beta\n"})
    assert _content(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "raw"]


def test_O01_what_a_killed_run_left_does_no_harm(tmp_path):
    landed(tmp_path, {})
    (tmp_path / ".out.new" / "work").mkdir(parents=True)
    (tmp_path / "out").rename(tmp_path / ".out.old")
    with pytest.raises(Refused):
        landed(tmp_path, {CUSTOMERS: b"?"})
    assert rows(tmp_path, "billing_subscription_items", "plan") == [(None,)]
    (tmp_path / "raw" / CUSTOMERS).unlink()
    landed(tmp_path, {})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "raw"]


def test_O05_landing_again_gives_the_same_rows(tmp_path):
    landed(tmp_path, {CUSTOMERS: NAMED + b"c1,Acme\n"})
    select = "* exclude (loaded_at)"
    before = rows(tmp_path, "billing_customers", select)
    landed(tmp_path, {})
    assert rows(tmp_path, "billing_customers", select) == before


def test_out_may_stand_among_the_raw_files(tmp_path):
    (tmp_path / "billing_subscription_items.csv").write_bytes(ITEMS)
    for _ in range(2):
        tables = land(tmp_path, tmp_path / "build" / "landed")
        assert sum(table.rows for table in tables) == 1


def test_a_users_own_files_are_never_replaced(tmp_path):
    landed(tmp_path, {})
    with pytest.raises(WrongUse, match="holds the raw files"):
        land(tmp_path / "raw", tmp_path / "raw")
    (tmp_path / "out" / "mine.txt").write_text("precious")
    with pytest.raises(WrongUse, match="holds mine.txt, which is no landed file"):
        landed(tmp_path, {})
    assert (tmp_path / "out" / "mine.txt").read_text() == "precious"


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    def append(line: str) -> None:
        if line == f"{CUSTOMERS}: 1 rows":
            (tmp_path / "raw" / CUSTOMERS).write_bytes(NAMED + b"c1,Acme\nc2,B\n")

    with pytest.raises(Refused, match=f"{CUSTOMERS}: changed while it was read"):
        landed(tmp_path, {CUSTOMERS: NAMED + b"c1,Acme\n"}, progress=append)
