"""Extracts published one after the other, without dbt (C17)."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import make_build
from nrr import build
from nrr.progress import Report
from nrr.raw_keys import kept_keys
from nrr.request import Request

ITEMS = """subscription_item_id,customer_id,product_id,unit_amount,currency,\
billing_interval,start_date
"""
ITEM = "{},c1,p1,100,JPY,month,2024-01-01\n"
AS_OF = date(2026, 3, 31)


def built_by_hand(database: Path, *_: Any) -> list:
    """What stands for dbt here: a build by hand, in which nothing failed."""
    make_build(database)
    return []


@pytest.fixture
def no_dbt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs within the test's process build by hand."""
    monkeypatch.setattr(build, "dbt_build", built_by_hand)


def extract(raw: Path, items: int, **tables: str) -> Path:
    """A raw folder of its own with so many items, and tables as CSV."""
    raw.mkdir()
    rows = "".join(ITEM.format(f"i{n:03d}") for n in range(items))
    (raw / "billing_subscription_items.csv").write_text(ITEMS + rows)
    for table, text in tables.items():
        (raw / f"{table}.csv").write_text(text, encoding="utf-8")
    return raw


def reporting() -> tuple[Report, list[str]]:
    notes: list[str] = []
    return Report(lambda *_: None, notes.append, lambda _: None), notes


def publish(warehouse: Path, raw: Path | None, **choices: Any) -> list[str]:
    """Publish as `nrr run` does; what was said of keys."""
    report, notes = reporting()
    build.run(Request(raw, AS_OF, warehouse=warehouse, **choices), report)
    return [note for note in notes if " lacks " in note]


@pytest.fixture
def extracted(tmp_path: Path, no_dbt: None) -> Path:
    """A warehouse in which an extract of 40 items and two accounts is v1."""
    raw = extract(tmp_path / "first", 40, crm_accounts="account_id\nb\na\n")
    assert publish(tmp_path / "warehouse", raw) == []
    return tmp_path / "warehouse"


def kept(warehouse: Path, table: str) -> int:
    """How many keys of a table are kept."""
    with duckdb.connect(str(kept_keys(warehouse)), read_only=True) as connection:
        return connection.execute(f"select count(*) from {table}").fetchone()[0]


def state(warehouse: Path) -> tuple[bytes, bytes]:
    current = warehouse / "current.duckdb"
    return current.read_bytes(), kept_keys(warehouse).read_bytes()
