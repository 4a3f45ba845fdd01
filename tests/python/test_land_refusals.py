"""What land refuses, in one sentence with file, row and remedy (F04 to F21, O09)."""

import gzip
import io
import zipfile

import pytest

from nrr.errors import Refused, WrongUse
from nrr.land import land
from test_land import CUSTOMERS, ITEMS, ITEMS_FILE, NAMED, landed


def _xlsx() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return content.getvalue()


GOOD = NAMED + b"c1,Acme\n"
LONG = b"x" * 100_000
REFUSALS = [
    pytest.param(
        NAMED + "c1,Acme\nc2,株式会社\n".encode("cp932"),
        "row 2 is not UTF-8 (byte 0x8A): if the file is CP932 (Japanese Windows),"
        " declare it with --encoding cp932, else save it as CSV UTF-8.",
        id="F04_cp932_not_declared",
    ),
    pytest.param(
        NAMED + "c1,Caf\xe9\n".encode("latin-1"),
        "row 1 is not UTF-8 (byte 0xE9): save the file as CSV UTF-8.",
        id="F04_latin1",
    ),
    pytest.param(
        NAMED + "c1,東京\n".encode()[:-2],
        "row 1 is not UTF-8",
        id="F04_cut_in_the_middle_of_a_character",
    ),
    pytest.param(
        GOOD.decode().encode("utf-16"),
        "is UTF-16 text, not a CSV file: save it as CSV UTF-8.",
        id="F05_utf16",
    ),
    pytest.param(
        GOOD.decode().encode("utf-16-le"), "is UTF-16 text", id="F05_utf16_without_bom"
    ),
    pytest.param(GOOD.decode().encode("utf-32"), "is UTF-32 text", id="F05_utf32"),
    pytest.param(
        GOOD + b'c2,"a\nb"\nc3,\0\n',
        "row 3 (line 5) holds a NUL byte",
        id="F06_nul",
    ),
    pytest.param(
        GOOD + b"c2," + LONG + b"x\n",
        "row 2 holds over 100,000 bytes in customer_name: shorten it, or delete",
        id="F07_long_field",
    ),
    pytest.param(
        GOOD + b"c2," + "あ".encode() * 33_334 + b"\n",
        "row 2 holds over 100,000 bytes",
        id="F07_counts_bytes",
    ),
    pytest.param(
        b"cust_id,customer_name\nc1,Acme\n",
        "the required column customer_id is missing: rename the column cust_id",
        id="F10_renamed",
    ),
    pytest.param(
        b"customer_name,x\nAcme,1\n",
        "the required column customer_id is missing: add it.",
        id="F10_missing",
    ),
    pytest.param(
        b"customer_id,country,Country\nc1,JP,JP\n",
        "the header has Country twice (columns 2 and 3)",
        id="F13_duplicate_header",
    ),
    pytest.param(
        b"customer_id,customer_name,\nc1,Acme,\n",
        "column 3 has no name in the header",
        id="F13_nameless_column",
    ),
    pytest.param(
        b"c1,Acme\nc2,Beta\n",
        "line 1 holds none of the columns of billing_customers: add a header line"
        " (customer_id, account_id,",
        id="F14_no_header",
    ),
    pytest.param(
        b'Report of "today"\n\n' + GOOD,
        "the header seems to stand on line 3: delete the lines above it.",
        id="F15_preamble",
    ),
    pytest.param(
        b"country,JP\n" + GOOD, "the header seems to stand on line 2", id="F15_like_one"
    ),
    pytest.param(
        GOOD.replace(b",", b";"), "separated by a semicolon", id="F16_semicolon"
    ),
    pytest.param(
        b'"customer_id";"customer_name"\n"c1";"Acme"\n',
        "separated by a semicolon",
        id="F16_quoted",
    ),
    pytest.param(GOOD.replace(b",", b"\t"), "separated by a tab", id="F16_tab"),
    pytest.param(GOOD.replace(b",", b"|"), "separated by a vertical bar", id="F16_bar"),
    pytest.param(
        GOOD + b"c2,Beta, Inc\n",
        "row 2 has 3 fields, the header has 2: quote the field that holds a comma, or"
        " delete the row.",
        id="F17_too_long",
    ),
    pytest.param(
        GOOD + b"\nc2\nc3,x\n",
        "row 2 (line 4) has 1 field, the header has 2: complete it",
        id="F17_too_short",
    ),
    pytest.param(
        GOOD + b'c2,"x""y",z\n', "row 2 has 3 fields", id="F17_too_long_with_quotes"
    ),
    pytest.param(
        GOOD + b'c2,"Beta\nc3,Gamma\n',
        "row 2 opens a quote in customer_name that is never closed",
        id="F18_unclosed",
    ),
    pytest.param(
        GOOD + b'c2,"Beta\n' + b"c3,Gamma\n" * 1_000_000,
        "row 2 holds over 100,000 bytes in customer_name: close its quote",
        id="F18_unclosed_in_a_large_file",
    ),
    pytest.param(
        GOOD + b'c2,"Be"ta\n', "row 2 has a quote out of place", id="F18_text_behind"
    ),
    pytest.param(
        GOOD + b'c2,27" screen 2"\n',
        "row 2 has a quote out of place in customer_name: put quotes around the",
        id="F18_text_before",
    ),
    pytest.param(
        b'customer_id,"customer_name\nc1,Acme\n',
        "the header opens a quote in field 2 that is never closed",
        id="F18_in_the_header",
    ),
    pytest.param(gzip.compress(GOOD), "is a gzip archive", id="F20_gzip"),
    pytest.param(_xlsx(), "is an Excel workbook or a zip archive", id="F20_xlsx"),
    pytest.param(b"PAR1" + GOOD, "is a Parquet file", id="F20_parquet"),
]


@pytest.mark.parametrize(("content", "message"), REFUSALS)
def test_refused(tmp_path, content, message):
    with pytest.raises(Refused) as refused:
        landed(tmp_path, {CUSTOMERS: content})
    text = str(refused.value)
    assert message in text
    assert text.startswith(f"{CUSTOMERS}: ")
    assert text.endswith(".")
    assert "\n" not in text
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_F04_utf8_declared_as_cp932_is_not_mangled(tmp_path):
    # These bytes are text in both encodings.
    with pytest.raises(Refused, match="is UTF-8, but CP932 was declared"):
        landed(tmp_path, {CUSTOMERS: NAMED + "c1,©é\n".encode()}, encoding="cp932")
    with pytest.raises(Refused, match="is not CP932 .* but UTF-8: leave out"):
        landed(tmp_path, {CUSTOMERS: NAMED + "c1,あ\n".encode()}, encoding="cp932")


def test_F04_unknown_encoding_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="--encoding utf-16 .* use utf-8 or cp932"):
        landed(tmp_path, {}, encoding="utf-16")


def test_F07_a_field_of_exactly_the_limit_lands(tmp_path):
    assert landed(tmp_path, {CUSTOMERS: NAMED + b"c1," + LONG + b"\n"})


@pytest.mark.parametrize("content", [b"", ITEMS.splitlines(True)[0]])
def test_F08_F09_the_required_table_may_not_be_empty(tmp_path, content):
    with pytest.raises(Refused, match=f"{ITEMS_FILE}: holds no rows"):
        landed(tmp_path, {ITEMS_FILE: content})


def test_O09_no_folder_or_no_required_table_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="is not a folder"):
        land(tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / f"{ITEMS_FILE}.gz").write_bytes(gzip.compress(ITEMS))
    with pytest.raises(WrongUse, match=f"holds no {ITEMS_FILE} .*{ITEMS_FILE}.gz is"):
        land(tmp_path / "raw", tmp_path / "out")
    assert not (tmp_path / "out").exists()
