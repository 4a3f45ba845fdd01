"""PostgreSQL publishes what DuckDB publishes, and readers never see a mix."""

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from companies_built import Expected, dbt, nrr_run
from marts import differences, read_marts

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


@pytest.fixture(scope="module", params=["random", "sample"])
def published(
    request: pytest.FixtureRequest,
    expected: dict[str, Expected],
    postgres_environment: Environment,
    tmp_path_factory: pytest.TempPathFactory,
) -> Expected:
    """What has to be found in nrr_marts, where it was published just now."""
    company = expected[request.param]
    done = nrr_run(
        company.company,
        tmp_path_factory.mktemp("postgres"),
        *("--target", "postgres"),
        **postgres_environment,
    )
    assert done.returncode == 0, done.stderr
    return company


def test_marts_equal_duckdb(
    published: Expected, postgres_environment: Environment
) -> None:
    found = read_marts(
        published.marts, "nrr_marts", lambda sql: fetch(postgres_environment, sql)
    )
    told = differences(published.marts, published.rows, found)
    assert not told, "\n".join(told)


def test_unit_tests_pass(
    published: Expected, postgres_environment: Environment, tmp_path: Path
) -> None:
    done = dbt(
        *("test", "--select", "test_type:unit", "--target", "postgres"),
        *("--target-path", str(tmp_path), "--log-path", str(tmp_path)),
        environment=postgres_environment,
    )
    assert done.returncode == 0, done.stdout
    assert "ERROR=0 SKIP=0" in done.stdout


def test_a_red_test_publishes_nothing(
    published: Expected, postgres_environment: Environment, tmp_path: Path
) -> None:
    before = fetch(postgres_environment, "select * from nrr_marts.published_version")
    done = nrr_run(
        published.company,
        tmp_path,
        *("--target", "postgres", "--var", "rejected_rows_error_share=0.0001"),
        **postgres_environment,
    )
    assert done.returncode == 1
    assert "nothing was published" in done.stderr
    assert "rejected_rows_are_few" in done.stderr
    after = fetch(postgres_environment, "select * from nrr_marts.published_version")
    assert before == after
