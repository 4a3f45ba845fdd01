"""Which files land as which table, in which order, and what is told of them."""

from datetime import date

import duckdb
import pytest

from nrr.contract import columns, raw_contract, seed_folder
from nrr.land import land
from test_land import CUSTOMERS, NAMED, landed, rows


def test_columns_of_every_table_are_the_contracts(tmp_path):
    tables = landed(tmp_path, {})
    assert list(tables) == list(raw_contract())
    for table in tables:
        path = tmp_path / "out" / f"{table}.parquet"
        described = duckdb.connect().sql(f"describe from '{path}'").fetchall()
        assert [row[:2] for row in described] == [
            *((column, "VARCHAR") for column in columns(table)),
            ("source_file", "VARCHAR"),
            ("row_number", "BIGINT"),
            ("loaded_at", "TIMESTAMP"),
        ]


def test_files_of_a_table_are_found_by_name(tmp_path):
    said: list[str] = []
    content = NAMED + b"c1,Acme\n"
    files = {
        "a/billing_customers_2026-03.csv": content,
        "a/deep/BILLING_CUSTOMERS.CSV": content,
        "billing_clients.csv": b"?",
        "crm_pocsites.parquet": b"?",
        "crm_poc.csv": b"?",
        "crm_accounts.xlsx": b"?",
        "README.md": b"?",
        "a/_models.yml": b"?",
        ".hidden/billing_customers.csv": b"?",
        "~$billing_customers.csv": b"?",
    }
    table = landed(tmp_path, files, progress=said.append)["billing_customers"]
    assert table.files == (
        "a/billing_customers_2026-03.csv",
        "a/deep/BILLING_CUSTOMERS.CSV",
    )
    unknown = "ignored, it is named like no raw table"
    ignored = [line for line in said if "ignored" in line]
    assert ignored == [
        f"billing_clients.csv: {unknown}",
        "crm_accounts.xlsx: ignored, it is neither .csv nor .parquet",
        f"crm_poc.csv: {unknown} (the nearest is crm_pocs)",
        f"crm_pocsites.parquet: {unknown} (the nearest is crm_poc_sites)",
    ]


def test_latest_recorded_at_is_the_greatest_readable_one(tmp_path):
    content = (
        b"customer_id,recorded_at\nc1,2025-03-01T08:30:00+09:00\nc2,2025/02/03\n"
        b"c3,soon\nc4,2025-02-30\nc5,9999\nc6,infinity\nc7,\n"
    )
    table = landed(tmp_path, {CUSTOMERS: content})["billing_customers"]
    assert table.latest_recorded_at == date(2025, 2, 28)


def test_many_rows_stay_in_order(tmp_path):
    """Over several row groups, with records that span lines, in two files."""
    lines = [f'c{i},"a\n{i},""b"""\n' for i in range(70_000)]
    files = {
        CUSTOMERS: NAMED + "".join(lines).encode(),
        "billing_customers-2.csv": NAMED + b"d,e\n" * 70_000,
    }
    assert landed(tmp_path, files)["billing_customers"].rows == 140_000
    found = rows(tmp_path, "billing_customers", "row_number, customer_name")
    expected = [(i + 1, f'a\n{i},"b"') for i in range(70_000)]
    assert found == expected + [(70_001 + i, "e") for i in range(70_000)]


def test_the_sample_lands(tmp_path):
    sample = seed_folder("billing_customers").parent
    if not list(sample.rglob("billing_subscription_items.csv")):
        pytest.skip("there is no sample company")
    said: list[str] = []
    tables = land(sample, tmp_path / "out", progress=said.append)
    assert all(table.rows for table in tables if table.files)
    assert not [line for line in said if "ignored" in line]
