"""What land accepts, and how it stands in Parquet (F01 to F22 where accepted)."""

from pathlib import Path

import duckdb
import pytest

from nrr.land import LandedTable, land

ITEMS = (
    b"subscription_item_id,customer_id,product_id,unit_amount,currency,"
    b"billing_interval,start_date\n"
    b"si_1,cus_1,prod_1,10.50,JPY,month,2025-01-01\n"
)
CUSTOMERS = "billing_customers.csv"
ITEMS_FILE = "billing_subscription_items.csv"


def landed(folder: Path, files: dict[str, bytes], **options) -> dict[str, LandedTable]:
    """Land these files, and the required one with them, from folder/raw to folder/out."""
    for name, content in {ITEMS_FILE: ITEMS, **files}.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    tables = land(folder / "raw", folder / "out", **options)
    return {table.table: table for table in tables}


def rows(folder: Path, table: str, select: str) -> list[tuple]:
    """Columns of a landed table, in the order in which its rows stand."""
    with duckdb.connect() as con:
        path = str(folder / "out" / f"{table}.parquet")
        return con.execute(f"select {select} from read_parquet($1)", [path]).fetchall()


def customers(folder: Path, content: bytes, **options) -> list[tuple]:
    landed(folder, {CUSTOMERS: content}, **options)
    return rows(folder, "billing_customers", "customer_id, customer_name")


NAMED = b"customer_id,customer_name\n"
WANTED = [("c1", "Acme"), ("c2", "Beta")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"\xef\xbb\xbf" + NAMED + b"c1,Acme\nc2,Beta\n", WANTED, id="F01_bom"
        ),
        pytest.param(
            b"customer_id,customer_name\r\nc1,Acme\r\nc2,Beta\r\n",
            WANTED,
            id="F02_crlf",
        ),
        pytest.param(
            b"customer_id,customer_name\rc1,Acme\rc2,Beta\r", WANTED, id="F02_cr"
        ),
        pytest.param(
            b"customer_id,customer_name\r\nc1,Acme\rc2,Beta\n", WANTED, id="F02_mixed"
        ),
        pytest.param(
            NAMED + b"\nc1,Acme\n\r\n\nc2,Beta\n\n", WANTED, id="F02_blank_lines"
        ),
        pytest.param(
            NAMED + b'c1,"A\nB\r\nC\rD"\nc2,"say ""hi"", all"\n',
            [("c1", "A\nB\r\nC\rD"), ("c2", 'say "hi", all')],
            id="F03_newline_in_quotes",
        ),
        pytest.param(NAMED, [], id="F09_header_only"),
        pytest.param(b"", [], id="F08_empty"),
        pytest.param(b"\xef\xbb\xbf\r\n", [], id="F08_only_a_bom"),
        pytest.param(
            b"customer_name,customer_id\nAcme,c1\nBeta,c2\n", WANTED, id="F11_order"
        ),
        pytest.param(
            b"CUSTOMER_ID, Customer_Name \nc1,1\n",
            [("c1", "1")],
            id="F11_names_in_any_case_and_trimmed",
        ),
        pytest.param(
            NAMED + b"c1,Acme\nTOTAL,1\n",
            [("c1", "Acme"), ("TOTAL", "1")],
            id="F15_total_row_lands",
        ),
        pytest.param(NAMED + b"c1,Acme\nc2,Beta", WANTED, id="F19_no_last_newline"),
        pytest.param(
            NAMED + '00123, NA \n,""\n"1E5",日本\u2028\u3000\n'.encode(),
            [("00123", " NA "), (None, None), ("1E5", "日本\u2028\u3000")],
            id="T11_T12_verbatim_and_empty_is_null",
        ),
        pytest.param(b'customer_id\nc1\n""\n', [("c1", None), (None, None)], id="one"),
    ],
)
def test_accepted(tmp_path, content, expected):
    assert customers(tmp_path, content) == expected


def test_F04_cp932_declared_is_read(tmp_path):
    content = "customer_id,customer_name\nc1,株式会社ソ―①\n".encode("cp932")
    assert customers(tmp_path, content, encoding="cp932") == [("c1", "株式会社ソ―①")]


def test_F04_utf8_with_bom_is_read_whatever_was_declared(tmp_path):
    content = "customer_id,customer_name\nc1,東京\n".encode("utf-8-sig")
    assert customers(tmp_path, content, encoding="MS932") == [("c1", "東京")]


def test_F12_extra_and_missing_columns_are_said(tmp_path):
    said: list[str] = []
    content = b"customer_id,Notes,country\nc1,hello,JP\n"
    table = landed(tmp_path, {CUSTOMERS: content}, progress=said.append)[
        "billing_customers"
    ]
    assert table.ignored_columns == ("Notes",)
    assert "customer_name" in table.missing_columns
    assert "country" not in table.missing_columns
    assert "billing_customers.csv: ignored, not in the contract: Notes" in said


def test_F22_the_same_file_twice_lands_twice(tmp_path):
    content = NAMED + b"c1,Acme\n"
    copy = "billing_customers (1).CSV"
    table = landed(tmp_path, {CUSTOMERS: content, copy: content})["billing_customers"]
    assert table.files == (CUSTOMERS, copy)
    assert len(set(table.sha256.values())) == 1
    assert rows(tmp_path, "billing_customers", "source_file, row_number") == [
        (CUSTOMERS, 1),
        (copy, 2),
    ]
