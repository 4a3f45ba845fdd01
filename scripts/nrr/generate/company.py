"""Makes the sample company: SQL that tells its story, then one file per raw table."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from nrr.contract import columns, raw_contract

FileFormat = Literal["csv", "parquet"]

MONTHS = 48  # of history, up to and with the last month
STEPS = (  # SQL files beside this module, in the order in which they build on each other
    "random",
    "accounts",
    "lines",
    "events",
    "pocs",
    "items",
    "billing",
    "crm",
    "success",
)


def generate(
    accounts: int,
    out: Path,
    seed: int = 20260331,
    file_format: FileFormat = "csv",
    dirty: bool = True,
    last_month: str = "2026-03",
    threads: int | None = None,
) -> dict[str, int]:
    """Write every raw table of a company of that many accounts into the folder out.

    last_month is 'YYYY-MM', the last complete month; dirty adds the fixed set of
    deliberately dirty rows. The same arguments give the same bytes on any number of
    threads. Returns the number of rows per table.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as spill, duckdb.connect() as connection:
        connection.execute(f"set temp_directory = '{spill}'")
        connection.execute("set memory_limit = '2500MB'")
        if threads:
            connection.execute(f"set threads = {threads:d}")
        tell(connection, accounts, seed, date.fromisoformat(f"{last_month}-01"))
        return {
            table: write(connection, table, out, file_format)
            for table in raw_contract()
        }


def tell(
    connection: duckdb.DuckDBPyConnection, accounts: int, seed: int, last_month: date
) -> None:
    """Build the company as tables, and a view raw_<table> for every raw table."""
    connection.execute(f"""
        set variable accounts = {accounts:d};
        set variable seed = '{seed:d}';
        set variable as_of = last_day(date '{last_month}');
        set variable first_month
            = (date '{last_month}' - to_months({MONTHS - 1}))::date;
    """)
    for step in STEPS:
        sql = Path(__file__).with_name(f"{step}.sql").read_text(encoding="utf-8")
        connection.execute(sql)


def write(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    out: Path,
    file_format: FileFormat,
) -> int:
    """Write one raw table, all columns text, what is known by the end; its rows."""
    key = raw_contract()[table]["key"]
    texts = ", ".join(
        f"{'plain' if rule['type'] == 'decimal' else 'text_of'}({column}) as {column}"
        for column, rule in raw_contract()[table]["columns"].items()
    )
    options = (
        "format csv, header, quote '\"'"
        if file_format == "csv"
        else "format parquet, compression zstd"
    )
    target = out / f"{table}.{file_format}"
    (count,) = connection.execute(
        f"copy (select {texts} from raw_{table}"
        " where recorded_at < known_until()"
        f" order by {', '.join(dict.fromkeys([*key, 'recorded_at', *columns(table)]))})"
        f" to '{target}' ({options})"
    ).fetchone()
    return count
