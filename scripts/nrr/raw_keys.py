"""The keys of a raw extract, kept for the next one to be compared with.

A file of DuckDB with a table a raw table, so that one rename puts all in place.
"""

import shutil
from pathlib import Path
from typing import Any

import duckdb

from nrr.content import literal
from nrr.contract import raw_contract
from nrr.errors import NrrError
from nrr.raw_tables import file_literal
from nrr.request import Request
from nrr.warehouse import sync


def kept_keys(warehouse: Path) -> Path:
    """The keys of the extract published last."""
    return warehouse / "keys.duckdb"


def gathered_keys(warehouse: Path) -> Path:
    """The keys of the rows just landed, in a folder for them and their making."""
    return warehouse / "build" / "keys" / "keys.duckdb"


def empty_folder(file: Path) -> Path:
    """The folder of a file, made anew."""
    shutil.rmtree(file.parent, ignore_errors=True)
    file.parent.mkdir(parents=True)
    return file.parent


def gather(con: duckdb.DuckDBPyConnection, landed: Path, file: Path) -> None:
    """Attach the distinct keys of landed files as `gathered`, in a new file."""
    try:
        con.execute(f"attach {literal(str(file))} as gathered")
        for table, contract in raw_contract().items():
            rows = f"read_parquet({file_literal(landed / f'{table}.parquet')})"
            con.execute(f"create table gathered.{table} as {_keys(contract, rows)}")
        con.execute("checkpoint gathered")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise NrrError(f"The keys could not be gathered in {file}: {reason}") from error


def keep(request: Request) -> None:
    """Keep the keys of what was just published.

    The sample leaves none: a user's own data comes after it in the same folder.
    """
    kept = kept_keys(request.warehouse)
    if request.raw is None:
        kept.unlink(missing_ok=True)
    else:
        gathered = gathered_keys(request.warehouse)
        sync(gathered)
        gathered.replace(kept)
    sync(request.warehouse)


def _keys(contract: dict[str, Any], rows: str) -> str:
    """SQL: the distinct keys of landed rows, without blank ones."""
    rules = {name: contract["columns"][name] for name in contract["key"]}
    fields = [f"{_text(name, rule['type'])} as {name}" for name, rule in rules.items()]
    needed = [f"{name} <> ''" for name, rule in rules.items() if rule.get("required")]
    return (
        f"select distinct * from (select {', '.join(fields)} from {rows})"
        f" where {' and '.join(needed)}"
    )


def _text(column: str, kind: str) -> str:
    """SQL: the text of a key, the same however staging may read it."""
    text = f"trim(coalesce({column}, ''))"
    if kind == "date":
        return f"left(replace({text}, '/', '-'), 10)"
    return text if kind == "id" else f"lower({text})"
