"""`nrr export`: the published marts as CSV or Parquet files, one version, whole.

Files are written beside where they go and named by a rename each, so that a
reader never meets half of one. DuckDB writes them; no row passes through Python.
"""

import os
import shutil
from pathlib import Path

import duckdb

from nrr.content import SCHEMA, literal, quoted
from nrr.errors import NrrError, WrongUse
from nrr.output import FORMULA_STARTS
from nrr.reading import open_published

FORMATS = ("csv", "parquet")
VERSION = "published_version"
# Excel takes a CSV file for UTF-8 only where it begins with this.
BYTE_ORDER_MARK = "\ufeff"


def export(
    warehouse: Path,
    out: Path | None = None,
    format: str = "csv",
    names: list[str] | None = None,
    has_mark: bool = True,
    replaces: bool = False,
) -> tuple[Path, list[Path]]:
    """Write the named marts, or all, and which version they are of.

    Returns the folder and its files. Raises WrongUse for marts there are not and
    for files that are there already, NrrError where the disk fails.
    """
    if format not in FORMATS:
        raise WrongUse(f"--format {format}: one of {', '.join(FORMATS)}.")
    beside = out.parent if out else warehouse / "export"
    unfinished = beside / f".unfinished-{os.getpid()}"
    with open_published(warehouse, unfinished) as connection:
        tables = _tables(connection, names or [])
        folder = out or beside / _version(connection)
        targets = {table: folder / f"{table}.{format}" for table in tables}
        _check_free(folder, [*targets.values()], replaces)
        try:
            unfinished.mkdir(parents=True)
            for table, target in targets.items():
                _write(connection, table, unfinished / target.name, format, has_mark)
            _put_in_place(unfinished, folder)
        except (OSError, duckdb.IOException) as error:
            raise NrrError(f"{folder} could not be written ({error}).") from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return folder, [*targets.values()]


def _version(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.execute(f"select version from main.{VERSION}").fetchone()[0]


def _tables(connection: duckdb.DuckDBPyConnection, names: list[str]) -> list[str]:
    """The marts asked for, and the one row that says which version they are."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = ? order by 1",
        [SCHEMA],
    ).fetchall()
    marts = [name for (name,) in rows]
    unknown = [name for name in names if name not in marts]
    if unknown:
        raise WrongUse(
            f"There is no mart {', '.join(unknown)}; there are: {', '.join(marts)}."
        )
    return [*dict.fromkeys(names or marts), VERSION]


def _check_free(folder: Path, targets: list[Path], replaces: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"--out {folder}: this is a file, not a folder.")
    there = [target.name for target in targets if target.exists()]
    if there and not replaces:
        raise WrongUse(
            f"{folder} has {', '.join(there[:3])}"
            f"{' and more' if len(there) > 3 else ''} already: --replace writes"
            " them anew, --out DIR writes elsewhere."
        )


def _write(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    target: Path,
    format: str,
    has_mark: bool,
) -> None:
    source = f"main.{VERSION}" if table == VERSION else f"{SCHEMA}.{quoted(table)}"
    columns = connection.execute(
        "select column_name, column_type from (describe from " + source + ")"
    ).fetchall()
    options = "format parquet, compression zstd"
    shown = [quoted(name) for name, _ in columns]
    if format == "csv":
        options = "format csv, header true"
        mark = BYTE_ORDER_MARK if has_mark else ""
        shown = [
            f"{_cell(name, kind)} as {quoted(mark * (place == 0) + name)}"
            for place, (name, kind) in enumerate(columns)
        ]
    ordered = f"(select * from {source} order by all)"
    connection.execute(
        f"copy (select {', '.join(shown)} from {ordered})"
        f" to {literal(str(target.resolve()))} ({options})"
    )


def _cell(name: str, kind: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe (T16)."""
    column = quoted(name)
    if kind != "VARCHAR":
        return column
    starts = ", ".join(map(literal, FORMULA_STARTS))
    return f"if({column}[1] in ({starts}), '''' || {column}, {column})"


def _put_in_place(unfinished: Path, folder: Path) -> None:
    """The whole folder by one rename where it is new, else file by file."""
    if not folder.exists():
        unfinished.replace(folder)
        return
    # The version last: who reads it first knows what the others are at least.
    for file in sorted(unfinished.iterdir(), key=lambda file: file.stem == VERSION):
        file.replace(folder / file.name)
