"""`nrr check`: what would be rejected, and why, before figures are built on it."""

from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from nrr.build import Built, build
from nrr.findings import refuse_if_blocked, tell
from nrr.output import counted, plain, table
from nrr.progress import Report
from nrr.request import Request
from nrr.warehouse import locked

# The tests a run would be refused for, with what they need and nothing else.
STAGED = (
    "+fct_rejected_rows",
    "+fct_source_reconciliation",
    "+rejected_rows_are_few",
    "+every_raw_row_is_accounted_for",
)
SHOWN_ROWS = 50

REJECTED = """
select
    coalesce(source_file, source_table),
    row_number,
    column_name,
    raw_value,
    reason
from marts.fct_rejected_rows
order by source_table, row_number
"""

RECONCILIATION = """
select
    source_table,
    loaded_rows,
    accepted_rows,
    superseded_rows,
    deleted_rows,
    rejected_rows,
    is_reconciled
from marts.fct_source_reconciliation
order by rejected_rows desc, loaded_rows desc, source_table
"""
HEADERS = ["table", "loaded", "accepted", "superseded", "deleted", "rejected"]


def check(request: Request, report: Report) -> Built:
    """Land and stage only; nothing is published.

    Raises Refused where a model could not be built at all.
    """
    with locked(request.warehouse):
        built = build(request, report, STAGED)
        broken = [found for found in built.findings if found.rows is None]
        refuse_if_blocked(broken, request.warehouse)
        return built


def show(
    console: Console,
    connection: duckdb.DuckDBPyConnection,
    built: Built,
    warehouse: Path,
) -> bool:
    """Print rejected rows and reconciliation; True if a run would go on."""
    _show_rejected(console, connection.execute(REJECTED).fetchall(), warehouse)
    _show_tables(console, connection.execute(RECONCILIATION).fetchall())
    blocking = [found for found in built.findings if found.is_blocking]
    if blocking:
        console.print("\n[bold red]A run would be refused[/]")
    for found in blocking:
        for line in tell(found, warehouse):
            console.print(line, markup=False, soft_wrap=True)
    return not blocking


def _show_rejected(
    console: Console, rejected: list[tuple[Any, ...]], warehouse: Path
) -> None:
    if not rejected:
        console.print("No row would be rejected.")
        return
    console.print(f"{counted(len(rejected), 'row')} would be rejected")
    for file, number, column, value, reason in rejected[:SHOWN_ROWS]:
        is_named = not column or column in reason
        about = "" if is_named else f" {column} = {plain(value)}:"
        console.print(
            f"  {file}, row {number}:{about} {reason}", markup=False, soft_wrap=True
        )
    if len(rejected) > SHOWN_ROWS:
        console.print(
            f"  and {len(rejected) - SHOWN_ROWS:,} more, all listed by: nrr query"
            f' --build --warehouse {warehouse} "from fct_rejected_rows"',
            markup=False,
            soft_wrap=True,
        )


def _show_tables(console: Console, tables: list[tuple[Any, ...]]) -> None:
    rows = [
        [name, *(f"{count:,}" for count in counts), "yes" if adds_up else "NO"]
        for name, *counts, adds_up in tables
        if any(counts)
    ]
    console.print()
    console.print(table([*HEADERS, "adds up"], rows, [1, 0, 0, 0, 0, 0, 1]))
    if len(rows) < len(tables):
        console.print(f"{counted(len(tables) - len(rows), 'table')} without rows")
