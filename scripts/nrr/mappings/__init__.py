"""Other people's layouts as the raw contract: one SQL file each, run by DuckDB."""

from pathlib import Path

import duckdb

from nrr.contract import raw_contract

FOLDER = Path(__file__).parent


def mappings() -> list[str]:
    """The layouts there is a mapping for."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def write_raw(mapping: str, source: Path, out: Path) -> dict[str, int]:
    """Write the raw tables of a foreign folder of files into the folder out.

    The mapping's SQL reads its files below getvariable('source') and creates a
    view for each raw table it can fill, named and with columns as in the contract.
    Returns the number of rows per table. Raises duckdb.Error where the source's
    files are missing or laid out otherwise.
    """
    sql = (FOLDER / f"{mapping}.sql").read_text(encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set variable source = $source", {"source": str(source)})
        connection.execute(sql)
        found = connection.execute(
            "select view_name from duckdb_views() where not internal order by all"
        ).fetchall()
        return {
            table: _write(connection, table, out / f"{table}.csv")
            for (table,) in found
            if table in raw_contract()
        }


def _write(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    (rows,) = connection.execute(
        f"copy (from {table} order by all) to '{path}' (format csv, header)"
    ).fetchone()
    return rows
