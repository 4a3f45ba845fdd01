"""Publication on PostgreSQL: schemas change their names in one transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from time import sleep
from typing import Any

from nrr.content import quoted
from nrr.engines.layers import LAYERS, schema
from nrr.errors import NrrError

ATTEMPTS = 120
PAUSE = 0.5  # seconds

TABLES = """
select format('%%I.%%I', nspname, relname)
from pg_class
inner join pg_namespace on pg_class.relnamespace = pg_namespace.oid
where nspname = any(%s) and relkind = 'r'
order by nspname, relname
"""


def replaced(base: str) -> str:
    """The base of the names that the version before has until it is dropped."""
    return f"{base}_replaced"


def grant_reading(cursor: Any, name: str, role: str) -> None:
    """Let `role` read all of schema `name`; a new schema has no grants."""
    place, reader = quoted(name), quoted(role)
    cursor.execute(f"grant usage on schema {place} to {reader}")
    cursor.execute(f"grant select on all tables in schema {place} to {reader}")


def drop(cursor: Any, base: str) -> None:
    """Drop the schemas of all layers."""
    names = ", ".join(quoted(schema(base, layer)) for layer in LAYERS)
    cursor.execute(f"drop schema if exists {names} cascade")


def swap(
    connected: Callable[[], AbstractContextManager[Any]], building: str, base: str
) -> None:
    """Rename every layer of `base` away and that of `building` into its place.

    Raises NrrError where readers leave no moment for it; nothing has changed.
    """
    import psycopg2

    for _ in range(ATTEMPTS):
        try:
            with connected() as cursor:
                _rename_all(cursor, building, base)
            break
        except (psycopg2.errors.LockNotAvailable, psycopg2.errors.DeadlockDetected):
            sleep(PAUSE)
    else:
        raise NrrError(
            f"A transaction has been reading {schema(base, 'marts')} all the while, so"
            " nothing was published: end it, and run again."
        )
    with connected() as cursor:
        drop(cursor, replaced(base))


def _rename_all(cursor: Any, building: str, base: str) -> None:
    """Within one transaction, alone with the tables of the version before.

    A statement finds its tables by name, one after the other, and a transaction
    one statement after the other: either could meet a mart of before and one of
    after. Neither can while all those of before are locked. The wait for them
    is shorter than PostgreSQL's deadlock timeout: it is never a reader that is
    ended, and readers who come meanwhile wait no longer than that.
    """
    published = [schema(base, layer) for layer in LAYERS]
    cursor.execute("set local lock_timeout = '400ms'")
    cursor.execute(TABLES, [published])
    tables = [name for (name,) in cursor.fetchall()]
    if tables:
        cursor.execute(f"lock table {', '.join(tables)} in access exclusive mode")
    cursor.execute(
        "select nspname from pg_namespace where nspname = any(%s)", [published]
    )
    standing = {name for (name,) in cursor.fetchall()}
    for layer in LAYERS:
        if schema(base, layer) in standing:
            _rename(cursor, base, replaced(base), layer)
        _rename(cursor, building, base, layer)


def _rename(cursor: Any, old: str, new: str, layer: str) -> None:
    names = quoted(schema(old, layer)), quoted(schema(new, layer))
    cursor.execute("alter schema {} rename to {}".format(*names))
