"""Raw tables that stand in the warehouse already, typed and incomplete."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from conftest import PROJECT

LAKE = """
create schema lake;

-- typed, in other order, without most optional columns, and with one of its own
create table lake.billing_subscription_items as
from (values
    (date '2024-01-15', 'i1', 'c1', 'p1', 1200.00::decimal(12, 2), 'JPY', 'year', 7),
    (date '2024-03-01', 'i2', 'c2', 'p1', 50.5::double, 'JPY', 'month', 7),
    (date '2024-03-01', 'i3', 'c2', 'p2', -1, 'JPY', 'month', 7)
) as items (
    start_date, subscription_item_id, customer_id, product_id, unit_amount,
    currency, billing_interval, colour
);

create table lake.billing_customers as
from (values ('c1', 'a1', timestamp '2024-01-01 09:00:00', false))
    as customers (customer_id, account_id, recorded_at, is_deleted);
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with raw tables in schema lake, built by plain dbt."""
    folder = tmp_path_factory.mktemp("lake")
    database = folder / "house.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(LAKE)
    variables = {
        "raw_schema": "lake",
        "as_of_date": "2024-06-30",
        "rejected_rows_error_share": 1,
    }
    subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
            *("build", "--exclude-resource-type", "seed", "--quiet"),
            *("--exclude-resource-type", "unit_test"),
            *("--project-dir", PROJECT, "--profiles-dir", PROJECT),
            *("--target-path", folder / "target", "--log-path", folder / "logs"),
            *("--vars", json.dumps(variables)),
            *("--no-send-anonymous-usage-stats", "--no-version-check"),
        ],
        env={**os.environ, "NRR_DATABASE": str(database)},
        check=True,
    )
    return database


def test_tables_of_a_schema_are_read(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        movements = connection.execute(
            "select account_id, month::varchar, mrr_change::varchar"
            " from marts.fct_mrr_movements order by account_id"
        ).fetchall()
    assert movements == [
        ("a1", "2024-01-01", "100.0000"),
        ("billing:c2", "2024-03-01", "50.5000"),
    ]


def test_what_they_lack_is_empty_and_what_is_bad_is_listed(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        rejected = connection.execute(
            "select row_number, row_key, column_name from marts.fct_rejected_rows"
        ).fetchall()
        loaded = dict(
            connection.execute(
                "select source_table, loaded_rows from marts.fct_source_reconciliation"
                " where loaded_rows > 0"
            ).fetchall()
        )
    assert [row[1:] for row in rejected] == [("i3", "unit_amount")]
    assert loaded == {"billing_subscription_items": 3, "billing_customers": 1}
