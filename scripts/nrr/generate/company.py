"""Makes the sample company: SQL that tells its story, then one file per raw table."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from nrr.contract import raw_contract

FileFormat = Literal["csv", "parquet"]

SEED = 20260331
LAST_MONTH = "2026-03"
EDITION = 73  # of 80 draws tried, the one whose 400 accounts look most ordinary
MONTHS = 48  # of history, up to and with the last month
MEMORY = "2500MB"  # DuckDB spills beside the output beyond that
STEPS = (  # SQL files beside this module, each built on the ones before it
    "random",
    "accounts",
    "account_names",
    "landings",
    "reservations",
    "lines",
    "events",
    "states",
    "pocs",
    "items",
    "item_versions",
    "billing",
    "invoices",
    "exchange_rates",
    "account_records",
    "sales",
    "sales_records",
    "poc_records",
    "milestones",
    "customer_success",
    "voices",
    "usage",
    "dirty",
    "dirty_billing",
    "dirty_crm",
)
WRITERS = {"decimal": "plain"}  # macros of random.sql; the others: text_of
WRITE_OPTIONS = {
    "csv": "format csv, header",
    "parquet": "format parquet, compression zstd",
}


def generate(
    accounts: int,
    out: Path,
    seed: int = SEED,
    file_format: FileFormat = "csv",
    dirty: bool = True,
    last_month: str = LAST_MONTH,
    threads: int | None = None,
) -> dict[str, int]:
    """Write every raw table of a company of that many accounts into the folder out.

    last_month is 'YYYY-MM', the last complete month; dirty adds the fixed set of
    deliberately dirty rows. The same arguments give the same bytes on any number of
    threads (default: DuckDB's). Returns the number of rows per table.
    """
    out.mkdir(parents=True, exist_ok=True)
    with told(accounts, seed, last_month, out, threads) as connection:
        if not dirty:
            connection.execute("delete from dirty_rows")
        return {
            table: write(connection, table, out / f"{table}.{file_format}", file_format)
            for table in raw_contract()
        }


@contextmanager
def told(
    accounts: int,
    seed: int,
    last_month: str,
    spill: Path,
    threads: int | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The company in memory: a view raw_<table> for every raw table, and dirty_rows."""
    first_day = date.fromisoformat(f"{last_month}-01")
    with (
        tempfile.TemporaryDirectory(dir=spill) as folder,
        duckdb.connect() as connection,
    ):
        connection.execute(f"""
            set temp_directory = {quoted(folder)};
            set memory_limit = '{MEMORY}';
            set preserve_insertion_order = false;
            set variable accounts = {accounts:d};
            set variable seed = '{EDITION}/{seed:d}';
            set variable as_of = last_day(date '{first_day}');
            set variable first_month
                = (date '{first_day}' - to_months({MONTHS - 1}))::date;
        """)
        if threads:
            connection.execute(f"set threads = {threads:d}")
        for step in STEPS:
            path = Path(__file__).with_name(f"{step}.sql")
            connection.execute(path.read_text(encoding="utf-8"))
        yield connection


def write(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    file_format: FileFormat,
) -> int:
    """Write one raw table as text, in order, as known at the end; return its rows."""
    contract = raw_contract()[table]
    as_text = ", ".join(
        f"{WRITERS.get(rule['type'], 'text_of')}({column}) as {column}"
        for column, rule in contract["columns"].items()
    )
    dirty_cells = ", ".join(
        f"nullif(cells['{column}'], '')" for column in contract["columns"]
    )
    order = dict.fromkeys([*contract["key"], "recorded_at", *contract["columns"]])
    (rows,) = connection.execute(f"""
        copy (
            select {as_text} from raw_{table} where recorded_at < known_until()
            union all
            select {dirty_cells} from dirty_rows where source_table = '{table}'
            order by {", ".join(order)}
        ) to {quoted(path)} ({WRITE_OPTIONS[file_format]})
    """).fetchone()
    return rows


def quoted(path: Path | str) -> str:
    """A path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"
