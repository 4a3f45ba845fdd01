"""PostgreSQL publishes what DuckDB publishes, and readers never see a mix."""

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from companies_built import Expected, dbt, nrr_run
from marts import Rows, differences, read_marts

Environment = dict[str, str]


def connect(environment: Environment) -> Any:
    """A connection to the server of the session; each statement on its own."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "DATABASE"}
    connection = psycopg2.connect(
        **{key: environment[f"NRR_POSTGRES_{name}"] for key, name in names.items()}
    )
    connection.autocommit = True
    return connection


def fetch(environment: Environment, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with closing(connect(environment)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def found(
    expected: dict[str, Expected],
    postgres_environment: Environment,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Rows]:
    """{company: its marts as published here}, the sample last."""
    rows = {}
    for name in ("random", "sample"):
        company = expected[name]
        warehouse = tmp_path_factory.mktemp("postgres")
        options = ("--target", "postgres")
        done = nrr_run(company.company, warehouse, *options, **postgres_environment)
        assert done.returncode == 0, done.stderr
        rows[name] = read_marts(
            company.marts, "nrr_marts", lambda sql: fetch(postgres_environment, sql)
        )
    return rows


@pytest.mark.parametrize("name", ["random", "sample"])
def test_marts_equal_duckdb(
    expected: dict[str, Expected], found: dict[str, Rows], name: str
) -> None:
    company = expected[name]
    told = differences(company.marts, company.rows, found[name])
    assert not told, "\n".join(told)


def test_unit_tests_pass(
    found: dict[str, Rows], postgres_environment: Environment, tmp_path: Path
) -> None:
    done = dbt(
        *("test", "--select", "test_type:unit", "--target", "postgres"),
        *("--target-path", str(tmp_path), "--log-path", str(tmp_path)),
        environment=postgres_environment,
    )
    assert done.returncode == 0, done.stdout
    assert "ERROR=0 SKIP=0" in done.stdout


def test_a_red_test_publishes_nothing(
    expected: dict[str, Expected],
    found: dict[str, Rows],
    postgres_environment: Environment,
    tmp_path: Path,
) -> None:
    before = fetch(postgres_environment, "select * from nrr_marts.published_version")
    done = nrr_run(
        expected["sample"].company,
        tmp_path,
        *("--target", "postgres", "--var", "rejected_rows_error_share=0.0001"),
        **postgres_environment,
    )
    assert done.returncode == 1
    assert "nothing was published" in done.stderr
    assert "rejected_rows_are_few" in done.stderr
    after = fetch(postgres_environment, "select * from nrr_marts.published_version")
    assert before == after
