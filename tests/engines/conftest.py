"""Fixtures of `make test-engines`: companies built on DuckDB, and servers."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "python"))

from companies_built import Expected, built_on_duckdb, companies
from postgres_server import postgres
from spark_cluster import spark

# Ended from outside, pytest ends its servers, too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Expected]:
    """{company: what DuckDB publishes of it}."""
    folder = tmp_path_factory.mktemp("duckdb")
    return {
        name: built_on_duckdb(company, folder / name)
        for name, company in companies(folder).items()
    }


@pytest.fixture(scope="session")
def postgres_environment() -> Iterator[dict[str, str]]:
    """Of a PostgreSQL that is there for the session."""
    with postgres() as environment:
        yield environment


@pytest.fixture(scope="session")
def spark_environment() -> Iterator[dict[str, str]]:
    """Of a Spark cluster that is there for the session."""
    with spark() as environment:
        yield environment
