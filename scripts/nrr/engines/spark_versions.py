"""Versions on Spark: schemas `<base>_v<n>_<layer>`, and the views readers see."""

import re
from typing import Any

from nrr.content import literal
from nrr.engines.layers import LAYERS, schema
from nrr.errors import WrongUse

# Written on the schema readers see: the runner replaces views in no other.
MARK = "net_revenue_retention"


def versions(cursor: Any, base: str) -> list[int]:
    """The numbers of the versions there are, published or not."""
    cursor.execute("show schemas")
    pattern = re.compile(rf"{re.escape(base)}_v(\d+)_marts")
    found = [pattern.fullmatch(name) for (name,) in cursor.fetchall()]
    return [int(match[1]) for match in found if match]


def published_version(cursor: Any, published: str) -> str | None:
    """The version that the views point to, if there is one."""
    if "published_version" not in _tables(cursor, published):
        return None
    cursor.execute(f"select version from {published}.published_version")
    return cursor.fetchone()[0]


def point(cursor: Any, published: str, marts: str) -> None:
    """Have the views of `published` show the tables of `marts`, and no other.

    One by one: who reads two of them meanwhile may see two versions.
    """
    cursor.execute(f"create schema if not exists {published} comment {literal(MARK)}")
    new = _tables(cursor, marts)
    for name in sorted(new | _tables(cursor, published)):
        # `create or replace view` was seen to keep the old text.
        cursor.execute(f"drop view if exists {published}.{name}")
        if name in new:
            cursor.execute(
                f"create view {published}.{name} as select * from {marts}.{name}"
            )


def drop(cursor: Any, version: str) -> None:
    """Drop the schemas of a version; the files of its raw tables stay."""
    for layer in LAYERS:
        cursor.execute(f"drop schema if exists {schema(version, layer)} cascade")


def refuse_foreign(cursor: Any, published: str) -> None:
    """WrongUse where the schema readers see is there but was made by another."""
    cursor.execute("show schemas")
    if (published,) not in cursor.fetchall():
        return
    cursor.execute(f"describe schema {published}")
    if ("Comment", MARK) not in cursor.fetchall():
        raise WrongUse(
            f"The schema {published} was not made by nrr run, which replaces what is"
            " in it: drop it, or name another with NRR_SCHEMA."
        )


def _tables(cursor: Any, name: str) -> set[str]:
    cursor.execute("show schemas")
    if (name,) not in cursor.fetchall():
        return set()
    cursor.execute(f"show tables in {name}")
    return {row[1] for row in cursor.fetchall()}
