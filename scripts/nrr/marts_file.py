"""The file readers get: the marts of a build, and which version they are."""

import shutil
from pathlib import Path
from typing import Any

import duckdb

from nrr.content import (
    SCHEMA,
    content_hash,
    literal,
    marts,
    open_quietly,
    quoted,
)
from nrr.errors import Refused
from nrr.manifest import months
from nrr.warehouse import sync

# Older DuckDB tools, such as those inside BI programs, still open this one.
STORAGE_VERSION = "v1.4.0"

VERSION_ROW = """
create table published.main.published_version as
select
    cast(? as varchar) as version,
    cast(? as date) as as_of,
    cast(? as timestamp) as built_at,
    cast(? as varchar) as code,
    cast(? as varchar) as content_hash
"""

COMMENTS = """
select 'table', null, comment from duckdb_tables()
where database_name = 'built' and schema_name = $schema and table_name = $table
union all
select 'column', column_name, comment from duckdb_columns()
where database_name = 'built' and schema_name = $schema and table_name = $table
"""


def write_marts_file(
    built: Path, target: Path, manifest: dict[str, Any]
) -> dict[str, Any]:
    """Copy the marts of `built` into the new file `target`, forced to disk.

    Beside them stands `main.published_version`, one row that says which version
    the file is. Returns the content hash and the headline figures, last and by month.
    """
    spill = target.parent / "spill"
    with open_quietly(spill) as connection:
        connection.execute(f"attach {literal(str(built))} as built (read_only)")
        figures = months(connection, "built")
        connection.execute(
            f"attach {literal(str(target))} as published"
            f" (storage_version '{STORAGE_VERSION}')"
        )
        connection.execute(f"create schema published.{SCHEMA}")
        for table in marts(connection, "built"):
            _copy_table(connection, table)
        content = content_hash(connection, "published")
        named = [manifest[key] for key in ("version", "as_of", "built_at", "code")]
        connection.execute(VERSION_ROW, [*named, content])
        connection.execute("detach published")
        _check_storage_version(connection, target)
    shutil.rmtree(spill, ignore_errors=True)
    sync(target)
    return {"content_hash": content, "headline": figures[-1], "months": figures}


def _copy_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """One mart as a table, with the descriptions dbt may have put on it."""
    name = f"{SCHEMA}.{quoted(table)}"
    connection.execute(f"create table published.{name} as from built.{name}")
    comments = connection.execute(
        COMMENTS, {"schema": SCHEMA, "table": table}
    ).fetchall()
    for kind, column, comment in comments:
        if comment:
            place = f"{name}.{quoted(column)}" if column else name
            connection.execute(
                f"comment on {kind} published.{place} is {literal(comment)}"
            )


def _check_storage_version(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    connection.execute(f"attach {literal(str(target))} as written (read_only)")
    (storage,) = connection.execute(
        "select tags['storage_version'] from duckdb_databases()"
        " where database_name = 'written'"
    ).fetchone()
    if storage.rstrip("+") != STORAGE_VERSION:
        raise Refused(
            f"The file came out in storage version {storage}, not"
            f" {STORAGE_VERSION}: nothing was published."
        )
