"""Spark: raw files are read in place, a version is a schema that views point to."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nrr.content import literal
from nrr.contract import columns, raw_contract
from nrr.engines.layers import HEADLINE, LAYERS, schema
from nrr.engines.spark_versions import (
    drop,
    point,
    published_version,
    refuse_foreign,
    versions,
)
from nrr.errors import WrongUse

VERSION = """
create table {schema}.published_version as
select
    {name} as version,
    cast({as_of} as date) as as_of,
    cast({built_at} as timestamp) as built_at,
    cast({code} as string) as code
"""


class Spark:
    """A cluster behind a Thrift server; readers find views in `<base>_marts`."""

    def __init__(self, settings: dict[str, Any], folder: Path) -> None:
        """folder: where the raw files of versions are kept, seen by every worker."""
        self._base = settings["schema"]
        self._settings = settings
        self._folder = folder

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """A cursor; each statement is on its own, as Spark has it."""
        from pyhive import hive
        from thrift.transport.TTransport import TTransportException

        names = ("host", "port", "auth", "password")
        given = {n: self._settings[n] for n in names if self._settings[n] != "None"}
        try:
            connection = hive.connect(username=self._settings["user"], **given)
        except (OSError, TTransportException) as error:
            raise WrongUse(f"Spark cannot be reached: {error}.") from None
        try:
            yield connection.cursor()
        finally:
            connection.close()

    def prepare(self) -> str:
        """The base of the schemas of the next version, of which there is none."""
        with self.connected() as cursor:
            cursor.execute("select current_timezone()")
            (zone,) = cursor.fetchone()
            if zone != "UTC":
                raise WrongUse(
                    f"Spark's session time zone is {zone}, and times are UTC here: set"
                    " spark.sql.session.timeZone=UTC on the server."
                )
            refuse_foreign(cursor, schema(self._base, "marts"))
            newest = max(versions(cursor, self._base), default=0)
            building = f"{self._base}_v{newest + 1}"
            for layer in LAYERS:
                cursor.execute(f"create schema {schema(building, layer)}")
        return building

    def load(self, landed: Path, raw_schema: str) -> None:
        """External tables over the landed files, which move to a place of their own.

        They are read there for as long as the version is kept.
        """
        place = self._files(raw_schema.removesuffix("_raw"))
        shutil.rmtree(place, ignore_errors=True)
        with self.connected() as cursor:
            for table in raw_contract():
                folder = place / table
                folder.mkdir(parents=True)
                (landed / f"{table}.parquet").rename(folder / "rows.parquet")
                names = ", ".join(f"{name} string" for name in columns(table))
                cursor.execute(
                    f"create table {raw_schema}.{table}"
                    f" ({names}, source_file string, row_number bigint)"
                    f" using parquet location {literal(folder.as_uri())}"
                )

    def headline(self, marts: str) -> tuple[Any, ...] | None:
        """Month, NRR and GRR of the last month of `marts`; None without one."""
        with self.connected() as cursor:
            cursor.execute(HEADLINE.format(marts=marts))
            return cursor.fetchone()

    def publish(self, building: str, provenance: dict[str, Any]) -> str:
        """Point the views of `<base>_marts` to a build; returns where they stand."""
        marts, published = schema(building, "marts"), schema(self._base, "marts")
        facts = {n: literal(provenance[n]) for n in ("as_of", "built_at", "code")}
        with self.connected() as cursor:
            cursor.execute(
                VERSION.format(schema=marts, name=literal(building), **facts)
            )
            kept = {building, published_version(cursor, published)}
            point(cursor, published, marts)
            for number in versions(cursor, self._base):
                name = f"{self._base}_v{number}"
                if name not in kept:
                    drop(cursor, name)
                    shutil.rmtree(self._files(name), ignore_errors=True)
        return f"Spark, schema {published} (views of {marts})"

    def _files(self, version: str) -> Path:
        return self._folder / "raw" / version
