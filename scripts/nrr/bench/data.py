"""Landed raw tables of a made-up company of any size, as `nrr.land` writes them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import nrr.generate
from nrr.contract import columns, raw_contract

MEMORY = "2500MB"  # DuckDB spills beside the output beyond that
LOADED_AT = "2026-04-01"
VARIABLES = "set variable seed = 'bench'; set variable as_of = date '2026-03-31'"


def make_raw(accounts: int, out: Path) -> None:
    """Write every table of the contract as `out/<table>.parquet`, all text.

    Three items an account over 60 months (see data.sql); tables that neither the
    movements nor NRR need are there and empty. The same rows on any machine.
    """
    out.mkdir(parents=True, exist_ok=True)
    draws = Path(nrr.generate.__file__).with_name("random.sql")
    story = Path(__file__).with_name("data.sql")
    with (
        TemporaryDirectory(dir=out.parent) as folder,
        duckdb.connect(config={"temp_directory": folder}) as connection,
    ):
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set memory_limit = '{MEMORY}'")
        connection.execute(f"set variable accounts = {accounts:d}")
        connection.execute(VARIABLES)
        for script in (draws, story):
            connection.execute(script.read_text(encoding="utf-8"))
        views = connection.execute("select view_name from duckdb_views()").fetchall()
        for table in raw_contract():
            made = (f"raw_{table}",) in views
            _write(connection, table, made, out / f"{table}.parquet")


def _write(
    connection: duckdb.DuckDBPyConnection, table: str, is_made: bool, path: Path
) -> None:
    """One table: contract columns as text, then where each row is from."""
    texts = ", ".join(
        f"cast({column if is_made else 'null'} as varchar) as {column}"
        for column in columns(table)
    )
    rows = f"from raw_{table}" if is_made else "where false"
    connection.execute(f"""
        copy (
            select
                {texts},
                '{table}.parquet' as source_file,
                row_number() over () as row_number,
                timestamp '{LOADED_AT}' as loaded_at
            {rows}
        ) to '{path}' (format parquet, compression zstd, row_group_size 30720)
    """)
