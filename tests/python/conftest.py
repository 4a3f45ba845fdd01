"""Fixtures shared by the tests: the command, hand-made builds, one real run."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from commands import run_nrr, shared_folder
from nrr.publish import publish
from report_browser import browser

# One browser for all tests of the report.
__all__ = ["browser"]

PROJECT = Path(__file__).resolve().parents[2]

Nrr = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="session")
def nrr() -> Nrr:
    """nrr("run", "--raw", folder) -> the completed process."""
    return run_nrr


# A build by hand: four accounts, two products, January 2024 to March 2026.
# a expands by a second product; b leaves and comes back; c shrinks; d leaves.
MARTS = """
create schema marts;

create table marts.dim_months as
select cast(month as date) as month
from generate_series(
    timestamp '2024-01-01', timestamp '2026-03-01', interval 1 month
) as months (month);

create table marts.dim_accounts as
from (values
    ('a', 'small', null, 'east', 2023, true),
    ('b', 'small', 'food', 'west', 2023, false),
    ('c', 'large', 'food', 'west', 2024, false),
    ('d', 'large', 'steel', 'west', 2024, false)
) as accounts (
    account_id, size_segment, industry, region, acquisition_year,
    is_reserved_at_sale
);

create table marts.dim_products as
from (values ('p1', 'core'), ('p2', null)) as products (product_id, product_family);

create table marts.dim_arr_bands as
select arr_band, lower_arr::decimal(18, 4) as lower_arr, upper_arr::decimal(18, 4)
    as upper_arr
from (values ('under_1m', 0, 1000000), ('from_1m', 1000000, null))
    as bands (arr_band, lower_arr, upper_arr);

create table marts.fct_mrr_movements as
select * replace (
    previous_mrr::decimal(18, 4) as previous_mrr,
    mrr_change::decimal(18, 4) as mrr_change,
    current_mrr::decimal(18, 4) as current_mrr
)
from (values
    ('a', date '2024-01-01', 'new', 0, 100, 100),
    ('a', date '2025-06-01', 'expansion', 100, 50, 150),
    ('b', date '2024-01-01', 'new', 0, 200.5, 200.5),
    ('b', date '2025-04-01', 'churn', 200.5, -200.5, 0),
    ('b', date '2025-09-01', 'reactivation', 0, 300.5, 300.5),
    ('c', date '2024-06-01', 'new', 0, 100000, 100000),
    ('c', date '2025-05-01', 'contraction', 100000, -30000, 70000),
    ('d', date '2025-01-01', 'new', 0, 1000, 1000),
    ('d', date '2025-10-01', 'churn', 1000, -1000, 0)
) as movements (
    account_id, month, movement_type, previous_mrr, mrr_change, current_mrr
);

create table marts.fct_mrr_movement_drivers as
select
    account_id, if(mrr_change = 50, 'p2', 'p1') as product_id, month, mrr_change
from marts.fct_mrr_movements;

create table marts.fct_reserved_expansion_fulfilments as
select 'a' as account_id, 'p2' as product_id, date '2025-06-01' as month,
    30::decimal(18, 4) as fulfilled_mrr;

create table marts.fct_mrr_waterfall_monthly as
select
    date '2026-03-01' as month, 'all' as dimension, 'all' as dimension_value,
    70450.5::decimal(38, 4) as closing_mrr, 3 as closing_accounts;

create table marts.fct_nrr_monthly as
select
    date '2026-03-01' as month, 12 as window_months, 'all' as dimension,
    'all' as dimension_value, 0.7045::double as net_revenue_retention,
    0.69::double as gross_revenue_retention;

comment on table marts.dim_months is 'The calendar''s months';
comment on column marts.dim_months.month is 'First day';

create schema staging;
create table staging.secret as select 1 as x;
"""


def make_build(path: Path, change: str = "") -> Path:
    """A built database by hand at `path`, after the SQL of `change`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(MARTS)
        if change:
            connection.execute(change)
    return path


PROVENANCE = {
    "as_of": "2026-03-31",
    "built_at": "2026-04-01T00:00:00+00:00",
    "code": "abc",
    "inputs": {},
    "variables": {},
}


def make_warehouse(folder: Path) -> Path:
    """A warehouse in which the build by hand is published as v1."""
    built = make_build(folder / "build" / "build.duckdb")
    publish(built, folder, PROVENANCE)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse by hand that the test may spoil."""
    return make_warehouse(tmp_path / "warehouse")


@pytest.fixture(scope="session")
def published_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of one `nrr run` on the sample company, for reading only."""
    with shared_folder(tmp_path_factory, "sample") as folder:
        warehouse = folder / "warehouse"
        summary = warehouse / "summary.txt"
        if not summary.exists():
            done = run_nrr("run", "--report", "--warehouse", warehouse)
            assert done.returncode == 0, done.stderr
            summary.write_text(done.stdout, encoding="utf-8")
    return warehouse


def manifest_of(warehouse: Path, version: str = "v1") -> dict:
    """The manifest of a kept version."""
    path = warehouse / "versions" / version / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8"))
