"""The sample company: the same bytes each time, the whole contract, a real spread."""

from pathlib import Path

import duckdb
import pytest

from nrr import contract
from nrr.generate import generate
from nrr.generate import seeds as sample
from nrr.generate.company import LAST_MONTH, SEED, told

TABLES = list(contract.raw_contract())


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company, made again."""
    folder = tmp_path_factory.mktemp("sample")
    generate(sample.ACCOUNTS, folder, threads=1)
    return folder


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company of 20,000 accounts, as Parquet."""
    folder = tmp_path_factory.mktemp("large")
    generate(20_000, folder, file_format="parquet")
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_seeds_are_what_the_generator_makes(table: str, sample_folder: Path) -> None:
    name = f"{table}.csv"
    made = (sample_folder / name).read_bytes()
    assert made == (contract.seed_folder(table) / name).read_bytes(), (
        f"{name} differs: python -m nrr.generate.seeds writes it again"
    )


def test_lists_of_dirty_rows_are_what_the_generator_makes() -> None:
    rows = sample.dirty_rows()
    assert sample.README.read_text(encoding="utf-8") == sample.readme(rows)
    assert sample.EXPECTED.read_text(encoding="utf-8") == sample.expected_csv(rows)


def test_threads_do_not_matter(tmp_path: Path, sample_folder: Path) -> None:
    generate(sample.ACCOUNTS, tmp_path, threads=2)
    for table in TABLES:
        name = f"{table}.csv"
        assert (tmp_path / name).read_bytes() == (sample_folder / name).read_bytes()


def test_another_seed_is_another_company(tmp_path: Path, sample_folder: Path) -> None:
    generate(sample.ACCOUNTS, tmp_path, seed=1)
    name = "crm_accounts.csv"
    assert (tmp_path / name).read_bytes() != (sample_folder / name).read_bytes()


def test_another_last_month_moves_the_story(tmp_path: Path) -> None:
    generate(50, tmp_path, last_month="2024-02")
    (latest,) = value(f"select max(recorded_at) from '{tmp_path}/crm_accounts.csv'")
    assert str(latest) < "2024-03-01"


def test_seeds_are_small_and_end_lines_in_lf(sample_folder: Path) -> None:
    files = [(sample_folder / f"{table}.csv").read_bytes() for table in TABLES]
    assert sum(map(len, files)) < 6_000_000
    assert not any(b"\r" in content for content in files)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_contract(table: str, large_folder: Path) -> None:
    described = duckdb.connect().execute(
        f"describe from '{large_folder}/{table}.parquet'"
    )
    columns = {name: kind for name, kind, *_ in described.fetchall()}
    assert list(columns) == contract.columns(table)
    assert set(columns.values()) == {"VARCHAR"}


def test_generate_counts_the_rows_it_writes(tmp_path: Path) -> None:
    for table, rows in generate(50, tmp_path, file_format="parquet").items():
        (counted,) = value(f"select count(*) from '{tmp_path}/{table}.parquet'")
        assert counted == rows


def test_without_dirty_rows_every_row_is_clean(tmp_path: Path) -> None:
    generate(50, tmp_path, dirty=False)
    assert value(f"""
        select count(*) from read_csv(
            '{tmp_path}/billing_subscription_items.csv', all_varchar = true
        )
        where
            subscription_item_id is null
            or try_cast(start_date as date) is null
            or coalesce(try_cast(unit_amount as decimal(18, 4)), -1) < 0
            or currency not in ('JPY', 'USD', 'EUR')
    """) == (0,)


def test_every_row_says_when_it_was_recorded(tmp_path: Path) -> None:
    """A row without it would be left out of the files, in silence."""
    with told(sample.ACCOUNTS, SEED, LAST_MONTH, tmp_path) as connection:
        for table in TABLES:
            without = f"select count(*) from raw_{table} where recorded_at is null"
            assert connection.execute(without).fetchone() == (0,), table


def test_requests_are_answered(sample_folder: Path) -> None:
    """By their last version, every status there is."""
    (statuses,) = value(f"""
        select list(distinct status) from (
            select lower(max_by(status, recorded_at)) as status
            from '{sample_folder}/crm_feature_requests.csv'
            group by request_id
        )
    """)
    assert set(statuses) == {"open", "planned", "released", "declined"}


def test_rejected_rows_stay_below_one_percent(sample_folder: Path) -> None:
    rejected = [row.source_table for row in sample.dirty_rows() if is_rejected(row)]
    for table in set(rejected):
        (rows,) = value(f"""
            select count(*)
            from read_csv('{sample_folder}/{table}.csv', all_varchar = true)
        """)
        assert rejected.count(table) < 0.01 * rows, table


@pytest.mark.parametrize("folder", ["sample_folder", "large_folder"])
def test_largest_account_pays_a_hundred_times_the_smallest(
    folder: str, request: pytest.FixtureRequest
) -> None:
    (file,) = request.getfixturevalue(folder).glob("billing_subscription_items.*")
    source = f"read_csv('{file}', all_varchar = true)"
    if file.suffix == ".parquet":
        source = f"'{file}'"
    (spread,) = value(f"""
        with versions as (
            select
                customer_id[:6] as payer,
                end_date,
                status,
                try_cast(quantity as double) * try_cast(unit_amount as double)
                / case billing_interval when 'year' then 12 else 1 end as price,
                row_number() over (
                    partition by subscription_item_id order by recorded_at desc
                ) as age
            from {source}
            where currency = 'JPY' and charge_type = 'recurring'
                and billing_interval_count = '1' and billing_interval != 'quarter'
                and customer_id not like 'CX%'
        ),
        payers as (
            select sum(price) as mrr from versions
            where age = 1 and end_date is null and status = 'active'
            group by payer
        )
        select max(mrr) / min(mrr) from payers where mrr > 0
    """)
    assert spread > 100


def is_rejected(row: sample.DirtyRow) -> bool:
    """Whether a row is one that must be rejected."""
    return row.outcome == "rejected"


def value(sql: str) -> tuple:
    """The first row of a query."""
    return duckdb.connect().execute(sql).fetchone()
