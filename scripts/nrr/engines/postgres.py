"""PostgreSQL: raw rows go in by COPY, a build comes out by renaming schemas."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from nrr.content import literal, quoted
from nrr.contract import columns, raw_contract
from nrr.engines.layers import HEADLINE, LAYERS, schema
from nrr.engines.postgres_swap import drop, grant_reading, replaced, swap
from nrr.errors import WrongUse

# Written on every schema the runner makes: it drops and renames no other.
MARK = "net_revenue_retention"

VERSION = """
create table {schema}.published_version as
select
    cast(%s as date) as as_of,
    cast(%s as timestamptz) as built_at,
    cast(%s as text) as code
"""


class Postgres:
    """A database in which schemas `<base>_marts` and its layers are published."""

    def __init__(self, settings: dict[str, Any], _folder: Path) -> None:
        self._base = settings["schema"]
        self._settings = settings

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """A connection; what happens in the block is one transaction."""
        import psycopg2

        names = ("host", "port", "user", "password", "dbname")
        try:
            connection = psycopg2.connect(**{n: self._settings[n] for n in names})
        except psycopg2.OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise WrongUse(f"PostgreSQL cannot be reached: {reason}.") from None
        try:
            with connection, connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def prepare(self) -> str:
        """Empty schemas for a new build; returns the base of their names."""
        building = f"{self._base}_building"
        with self.connected() as cursor:
            for base in (self._base, building, replaced(self._base)):
                self._refuse_foreign(cursor, base)
            for base in (building, replaced(self._base)):
                drop(cursor, base)
            for layer in LAYERS:
                name = quoted(schema(building, layer))
                cursor.execute(f"create schema {name}")
                cursor.execute(f"comment on schema {name} is {literal(MARK)}")
        return building

    def load(self, landed: Path, raw_schema: str) -> None:
        """Copy every landed table into `raw_schema`, which is empty."""
        with self.connected() as cursor, TemporaryDirectory(dir=landed.parent) as work:
            for table in raw_contract():
                rows = Path(work) / f"{table}.csv"
                names = [*columns(table), "source_file", "row_number"]
                # Quoted, whatever is there is a value; what is not, is null.
                duckdb.execute(
                    f"copy (select {', '.join(names)}"
                    f" from read_parquet({literal(str(landed / f'{table}.parquet'))}))"
                    f" to {literal(str(rows))}"
                    " (format csv, header false, force_quote *)"
                )
                kinds = {"row_number": "bigint"}
                body = ", ".join(f"{name} {kinds.get(name, 'text')}" for name in names)
                place = f"{quoted(raw_schema)}.{table}"
                cursor.execute(f"create table {place} ({body})")
                with rows.open(encoding="utf-8", newline="") as file:
                    cursor.copy_expert(f"copy {place} from stdin (format csv)", file)
                cursor.execute(f"analyze {place}")
                rows.unlink()

    def headline(self, marts: str) -> tuple[Any, ...] | None:
        """Month, NRR and GRR of the last month of `marts`; None without one."""
        with self.connected() as cursor:
            cursor.execute(HEADLINE.format(marts=quoted(marts)))
            return cursor.fetchone()

    def publish(self, building: str, provenance: dict[str, Any]) -> str:
        """Put a build in the place of what is published; returns where it stands."""
        marts = schema(building, "marts")
        with self.connected() as cursor:
            cursor.execute(
                VERSION.format(schema=quoted(marts)),
                [provenance[name] for name in ("as_of", "built_at", "code")],
            )
            if self._settings["reader"]:
                grant_reading(cursor, marts, self._settings["reader"])
        swap(self.connected, building, self._base)
        return f"PostgreSQL, schema {schema(self._base, 'marts')}"

    def _refuse_foreign(self, cursor: Any, base: str) -> None:
        cursor.execute(
            "select nspname from pg_namespace where nspname = any(%s)"
            " and obj_description(oid, 'pg_namespace') is distinct from %s",
            [[schema(base, layer) for layer in LAYERS], MARK],
        )
        foreign = [name for (name,) in cursor.fetchall()]
        if foreign:
            raise WrongUse(
                f"The schema {foreign[0]} was not made by nrr run, which replaces its"
                " schemas: drop it, or name others with NRR_SCHEMA."
            )
