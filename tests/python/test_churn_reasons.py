"""fct_churn_reasons_monthly from raw voices and churns, in plain Python."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import duckdb
import pytest

TODAY, WINDOW = date(2026, 3, 31), 6  # as_of_date, churn_reason_window_months


@pytest.fixture(scope="module")
def build(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's private build."""
    path = published_sample / "build" / "build.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def number(day: date) -> int:
    """Months are running numbers."""
    return day.year * 12 + day.month


def test_every_churn_by_its_reason(build: duckdb.DuckDBPyConnection) -> None:
    churns = build.sql(
        "select account_id, month, previous_mrr from marts.fct_mrr_movements"
        " where movement_type = 'churn' order by month"
    ).fetchall()
    survivor = dict(
        build.sql(
            "select account_id, ledger_account_id"
            " from intermediate.int_accounts_resolved"
        ).fetchall()
    )
    heard: dict[tuple[str, date], list[tuple]] = defaultdict(list)
    for account, category, captured, shared, voice in build.sql(
        "select account_id, category, captured_date, shared_date, voice_id"
        " from staging.stg_crm__customer_voices where kind = 'churn_reason'"
    ).fetchall():
        name = survivor.get(account, account)
        near = [m for a, m, _ in churns if a == name]
        near = [m for m in near if abs(number(m) - number(captured)) <= WINDOW]
        if near and captured <= TODAY:
            month = min(near, key=lambda m: (abs(number(m) - number(captured)), m))
            heard[name, month].append((captured, voice, category, shared))
    groups: dict[tuple[date, str], list[tuple]] = defaultdict(list)
    for account, month, mrr in churns:
        reason = min(heard[account, month], default=None)
        category = (reason[2] or "uncategorised") if reason else "not_recorded"
        is_shared = reason and reason[3] and reason[3] <= TODAY
        days = (reason[3] - reason[0]).days if is_shared else None
        groups[month, category].append((mrr, days))
    expected = set()
    for key, members in groups.items():
        days = [d for _, d in members if d is not None]
        total = sum((mrr for mrr, _ in members), Decimal())
        middle = float(median(days)) if days else None
        expected.add((*key, len(members), total, len(days), middle))
    found = build.sql("from marts.fct_churn_reasons_monthly").fetchall()
    assert set(found) == expected
    assert {row[1] for row in found} > {"not_recorded"}
