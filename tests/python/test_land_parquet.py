"""Parquet files, typed or text, land as plain text."""

from datetime import date

import duckdb
import pytest

from nrr.errors import Refused
from test_land import NAMED, landed, rows

FILE = "billing_customers.parquet"


def parquet(folder, select: str, name: str = FILE) -> bytes:
    """The bytes of a Parquet file with these rows."""
    path = folder / name
    with duckdb.connect() as con:
        con.execute("set timezone = 'Asia/Tokyo'")
        con.execute(f"copy ({select}) to '{path}' (format parquet)")
    content = path.read_bytes()
    path.unlink()
    return content


TYPED = [
    ("'  00123 '", "  00123 "),
    ("''", None),
    ("null", None),
    ("date '2025-01-31'", "2025-01-31"),
    ("timestamp '2025-01-31 09:05:00'", "2025-01-31 09:05:00"),
    (
        "timestamp_ns '2025-01-31 09:05:00.123456789'",
        "2025-01-31 09:05:00.123456789",
    ),
    ("timestamptz '2025-02-01 08:30:00+09:00'", "2025-01-31 23:30:00"),
    ("true", "true"),
    ("cast(1.50 as decimal(18, 4))", "1.5000"),
    ("9223372036854775807", "9223372036854775807"),
    ("cast(0.1 as double)", "0.1"),
    ("cast(0.1 as float)", "0.1"),
    ("cast(120 as double)", "120.0"),
    ("cast(1e-7 as double)", "0.0000001"),
    ("cast(-1.25e-7 as double)", "-0.000000125"),
    ("cast(1e22 as double)", "10000000000000000000000"),
    ("cast(-1.25e17 as double)", "-125000000000000000"),
    ("cast('nan' as double)", "nan"),
    ("cast('-inf' as double)", "-inf"),
    ("encode('東京')", "東京"),
]


def test_a_typed_value_is_its_plain_text(tmp_path):
    """One file for each value, so that each keeps its type."""
    files = {
        f"billing_customers_{i:02}.parquet": parquet(
            tmp_path, f"select 'c1' as customer_id, {sql} as customer_name"
        )
        for i, (sql, _) in enumerate(TYPED)
    }
    landed(tmp_path, files)
    found = [name for (name,) in rows(tmp_path, "billing_customers", "customer_name")]
    assert found == [text for _, text in TYPED]


def test_F11_F12_columns_are_read_by_name(tmp_path):
    content = parquet(
        tmp_path,
        "select [1] as extra, timestamptz '2026-01-01 00:00:00+09:00' as recorded_at,"
        " 'Acme' as customer_name, 'c1' as \" Customer_ID\"",
    )
    table = landed(tmp_path, {FILE: content})["billing_customers"]
    assert table.ignored_columns == ("extra",)
    assert table.latest_recorded_at == date(2025, 12, 31)
    found = rows(
        tmp_path, "billing_customers", "customer_id, customer_name, row_number"
    )
    assert found == [("c1", "Acme", 1)]


def test_csv_and_parquet_of_one_table_land_together(tmp_path):
    many = "select 'p' || i as customer_id from range(50_000) t(i)"
    files = {
        "billing_customers.csv": NAMED + b"c1,Acme\n",
        FILE: parquet(tmp_path, many),
        # A name with the signs of a glob is still the name of one file.
        "billing_customers[1].parquet": parquet(tmp_path, "select 'q' as customer_id"),
        "billing_customers1.parquet": b"",
    }
    table = landed(tmp_path, files)["billing_customers"]
    assert table.files == (
        "billing_customers.csv",
        FILE,
        "billing_customers1.parquet",
        "billing_customers[1].parquet",
    )
    found = rows(tmp_path, "billing_customers", "row_number, customer_id")
    expected = ["c1", *(f"p{i}" for i in range(50_000)), "q"]
    assert found == list(enumerate(expected, 1))


@pytest.mark.parametrize(
    ("select", "message"),
    [
        pytest.param(
            "select 'c1' as cust_id",
            "customer_id is missing: rename the column cust_id",
            id="F10",
        ),
        pytest.param(
            "select repeat('x', 100_001) as customer_id",
            "row 1 holds over 100,000 bytes in customer_id",
            id="F07",
        ),
        pytest.param(
            "select unnest(['c1', 'c' || chr(0)]) as customer_id",
            "row 2 holds a NUL byte in customer_id",
            id="F06",
        ),
        pytest.param(
            "select 'c1' as customer_id, [1] as country",
            "the column country is of type INTEGER[], which has no plain text",
            id="nested",
        ),
        pytest.param(
            "select 'c1' as customer_id, 1 as file_row_number",
            "no column may be named file_row_number",
            id="reserved",
        ),
        pytest.param(
            "select encode('c') || '\\xFF'::blob as customer_id",
            "cannot be read as Parquet",
            id="F04",
        ),
    ],
)
def test_refused(tmp_path, select, message):
    content = parquet(tmp_path, select)
    with pytest.raises(Refused) as refused:
        landed(tmp_path, {FILE: content})
    assert str(refused.value).startswith(f"{FILE}: ")
    assert message in str(refused.value)


def test_F13_duplicate_columns(tmp_path):
    content = parquet(
        tmp_path, "select 'c1' as customer_id, 'JP' as country, 1 as countrx"
    )
    with pytest.raises(Refused, match="country twice \\(columns 2 and 3\\)"):
        landed(tmp_path, {FILE: content.replace(b"countrx", b"country")})


def test_F20_no_parquet(tmp_path):
    whole = parquet(tmp_path, "select 'c1' as customer_id")
    for content in (b"customer_id\nc1\n", whole[:-5], whole[:4] + bytes(50) + b"PAR1"):
        with pytest.raises(Refused, match=f"{FILE}: .*Parquet"):
            landed(tmp_path, {FILE: content})


def test_damage_inside_is_told_of_the_damaged_file(tmp_path):
    whole = parquet(tmp_path, "select 'c' || i as customer_id from range(5000) t(i)")
    damaged = whole[:200] + bytes(byte ^ 0xFF for byte in whole[200:900]) + whole[900:]
    files = {FILE: whole, "billing_customers_2.parquet": damaged}
    with pytest.raises(Refused, match="^billing_customers_2.parquet: cannot be read"):
        landed(tmp_path, files)
