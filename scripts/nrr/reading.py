"""Read-only access to what is published, or to the private build behind it."""

from pathlib import Path

import duckdb

from nrr.content import literal
from nrr.errors import WrongUse
from nrr.warehouse import build_database, current_database


def open_published(
    warehouse: Path, writable: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """The published version; it can neither be changed nor reach outside, but
    write copies into the folder `writable`, where there is one."""
    current = current_database(warehouse)
    if not current.is_file():
        raise WrongUse(
            f"Nothing is published in {warehouse}: publish with `nrr run`, or put a"
            " kept version back with `nrr rollback`."
        )
    return _open(current, [str(writable.resolve())] if writable else [])


def open_build(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The last build, published or refused, with its staging and ledger."""
    database = build_database(warehouse)
    if not database.is_file():
        raise WrongUse(f"There is no build in {warehouse}: make one with `nrr run`.")
    # Its staging views read the landed files in place.
    return _open(database, [str((database.parent / "landed").resolve())])


def _open(path: Path, folders: list[str]) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=True)
        for setting in (
            "schema = 'marts'",
            "TimeZone = 'UTC'",
            "autoinstall_known_extensions = false",
            f"allowed_directories = [{', '.join(map(literal, folders))}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"set {setting}")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WrongUse(
            f"{path} cannot be read ({reason}): `nrr run` makes it anew,"
            " `nrr rollback` puts a kept version back."
        ) from None
    return connection
