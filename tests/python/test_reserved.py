"""`nrr reserved`: what is due this quarter and what is overdue, by hand."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import PROVENANCE, Nrr, make_build
from nrr.publish import publish

# The quarter people are working in is April to June 2026.
STEPS = """
create table marts.fct_reserved_expansions as
select * replace (
    planned_month::date as planned_month,
    reserved_mrr::decimal(18, 4) as reserved_mrr,
    unfulfilled_mrr::decimal(18, 4) as unfulfilled_mrr
)
from (values
    ('late', 'a', '2025-11-01', 100, 100, 'overdue', 4, false, 'U1'),
    ('begun', 'c', '2026-01-01', 200, 50.5, 'partially_fulfilled', 2, false, 'U2'),
    ('due', 'd', '2026-05-01', 300, 300, 'pending', null, true, 'U1'),
    ('done', 'a', '2026-04-01', 400, 0, 'fulfilled', -1, true, 'U1'),
    ('off', 'a', '2026-04-01', 500, 500, 'cancelled', null, true, 'U1'),
    ('far', 'nobody', '2026-07-01', 600, 600, 'pending', null, false, 'U1')
) as steps (
    reserved_expansion_id, account_id, planned_month, reserved_mrr,
    unfulfilled_mrr, status, months_late, is_due_this_quarter, owner_id
);
alter table marts.fct_reserved_expansions add column product_id varchar default 'p1';
alter table marts.dim_accounts add column account_name varchar default 'Acme';
"""
NONE_OPEN = STEPS + "delete from marts.fct_reserved_expansions;"


def published(folder: Path, change: str) -> Path:
    """A warehouse in which these steps are published."""
    built = make_build(folder / "build" / "build.duckdb", change)
    publish(built, folder, PROVENANCE)
    return folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("reserved") / "warehouse", STEPS)


def rows(nrr: Nrr, warehouse: Path, *words: str) -> list[dict]:
    done = nrr("reserved", *words, "--format", "json", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_open_steps_earliest_first(nrr: Nrr, warehouse: Path) -> None:
    found = rows(nrr, warehouse)
    assert [row["step"] for row in found] == ["late", "begun", "due"]
    assert found[1]["open_mrr"] == "50.5000"
    assert found[1]["months_late"] == 2


def test_only_overdue(nrr: Nrr, warehouse: Path) -> None:
    found = rows(nrr, warehouse, "--overdue")
    assert [row["step"] for row in found] == ["late", "begun"]


def test_by_owner(nrr: Nrr, warehouse: Path) -> None:
    found = {row["owner"]: row for row in rows(nrr, warehouse, "--by", "owner")}
    assert set(found) == {"U1", "U2"}
    assert (found["U1"]["due_steps"], found["U1"]["due_mrr"]) == (1, "300.0000")
    assert (found["U1"]["overdue_steps"], found["U1"]["overdue_mrr"]) == (1, "100.0000")
    assert found["U2"]["overdue_mrr"] == "50.5000"


def test_by_segment_and_overdue(nrr: Nrr, warehouse: Path) -> None:
    found = rows(nrr, warehouse, "--by", "segment", "--overdue")
    assert {row["segment"]: row["overdue_mrr"] for row in found} == {
        "small": "100.0000",
        "large": "50.5000",
    }
    assert all(row["due_steps"] == 0 for row in found)


def test_table_sums_up(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("reserved", "--warehouse", warehouse)
    assert "2 steps overdue: 151 MRR; 1 step due this quarter: 300 MRR" in done.stdout
    assert "partially fulfilled" in done.stdout


def test_csv_is_exact(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("reserved", "--format", "csv", "--warehouse", warehouse)
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert found[1]["open_mrr"] == "50.5000"


def test_nothing_open_is_said(nrr: Nrr, tmp_path: Path) -> None:
    folder = published(tmp_path / "warehouse", NONE_OPEN)
    done = nrr("reserved", "--warehouse", folder)
    assert done.returncode == 0
    assert done.stdout == "Nothing is due this quarter, and nothing is overdue.\n"


def test_no_such_group(nrr: Nrr, warehouse: Path) -> None:
    done = nrr("reserved", "--by", "colour", "--warehouse", warehouse)
    assert done.returncode == 2
    assert done.stderr == "nrr: --by colour: one of owner, segment.\n"
