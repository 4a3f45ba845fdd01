"""How a version takes the place of another one on PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from postgres_server import settings
from test_postgres import Environment, connect, fetch

from nrr.engines import postgres_swap
from nrr.engines.layers import LAYERS, schema
from nrr.engines.postgres import Postgres
from nrr.errors import NrrError, WrongUse

# Every mart says which version it is, so that a mixture would show.
MARTS = ("fct_a", "fct_b", "fct_c")
ONE_STATEMENT = (
    "select fct_a.n, fct_b.n, fct_c.n"
    " from swap_marts.fct_a cross join swap_marts.fct_b cross join swap_marts.fct_c"
)
PROVENANCE = {
    "as_of": "2026-03-31",
    "built_at": "2026-04-01T00:00:00+00:00",
    "code": "abc",
}


@pytest.fixture
def engine(postgres_environment: Environment, tmp_path: Path) -> Iterator[Postgres]:
    """An engine that publishes as swap_marts, and cleans up behind it."""
    yield Postgres(settings(postgres_environment, "swap", reader="bi"), tmp_path)
    names = ", ".join(schema("swap", layer) for layer in LAYERS)
    fetch(postgres_environment, f"drop schema if exists {names} cascade")


@pytest.fixture(autouse=True)
def bi(postgres_environment: Environment) -> Iterator[None]:
    """The role that BI tools read with."""
    fetch(postgres_environment, "create role bi")
    yield
    fetch(postgres_environment, "drop owned by bi")
    fetch(postgres_environment, "drop role bi")


def publish(engine: Postgres, version: int) -> None:
    """A version of which every mart says its number."""
    building = engine.prepare()
    with engine.connected() as cursor:
        for mart in MARTS:
            cursor.execute(
                f"create table {building}_marts.{mart} as select {version} as n"
            )
    engine.publish(building, PROVENANCE)


class Reader(threading.Thread):
    """Reads without a pause, by one statement and by transactions of three."""

    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self.environment, self.stop = environment, threading.Event()
        self.seen: list[tuple[int, ...]] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            with closing(connect(self.environment)) as connection:
                cursor = connection.cursor()
                while not self.stop.is_set():
                    cursor.execute(ONE_STATEMENT)
                    self.seen.append(cursor.fetchone())
                    cursor.execute("begin")
                    row = []
                    for mart in MARTS:
                        cursor.execute(
                            f"select n, pg_sleep(0.005) from swap_marts.{mart}"
                        )
                        row.append(cursor.fetchone()[0])
                    cursor.execute("commit")
                    self.seen.append(tuple(row))
        except psycopg2.Error as error:
            self.error = error


@contextmanager
def reading(environment: Environment) -> Iterator[list[Reader]]:
    """Readers at work within the block."""
    readers = [Reader(environment) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        yield readers
    finally:
        for reader in readers:
            reader.stop.set()
            reader.join()


def test_readers_see_one_version_or_the_next(
    engine: Postgres, postgres_environment: Environment
) -> None:
    publish(engine, 1)
    with reading(postgres_environment) as readers:
        for version in range(2, 22):
            publish(engine, version)
    for reader in readers:
        assert reader.error is None
        assert all(len(set(row)) == 1 for row in reader.seen)
        versions = [row[0] for row in reader.seen]
        assert versions == sorted(versions)
        assert len(set(versions)) > 2


def test_a_reader_that_stays_is_waited_for(
    engine: Postgres,
    postgres_environment: Environment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It reads its version to the end; with no end, nothing is published."""
    monkeypatch.setattr(postgres_swap, "ATTEMPTS", 2)
    publish(engine, 1)
    with closing(connect(postgres_environment)) as connection:
        cursor: Any = connection.cursor()
        cursor.execute("begin")
        cursor.execute("select n from swap_marts.fct_b")
        with pytest.raises(NrrError, match="nothing was published"):
            publish(engine, 2)
        cursor.execute("select n from swap_marts.fct_a")
        assert cursor.fetchone() == (1,)
    publish(engine, 3)
    assert fetch(postgres_environment, ONE_STATEMENT) == [(3, 3, 3)]


def test_bi_tools_may_read_every_version(
    engine: Postgres, postgres_environment: Environment
) -> None:
    for version in (1, 2):
        publish(engine, version)
        as_bi = f"set role bi; {ONE_STATEMENT}"
        assert fetch(postgres_environment, as_bi) == [(version,) * 3]


def test_what_is_not_ours_is_not_replaced(
    engine: Postgres, postgres_environment: Environment
) -> None:
    fetch(postgres_environment, "create schema swap_raw")
    fetch(postgres_environment, "create table swap_raw.theirs as select 1 as n")
    with pytest.raises(WrongUse, match="swap_raw was not made by nrr run"):
        publish(engine, 1)
    assert fetch(postgres_environment, "select n from swap_raw.theirs") == [(1,)]
