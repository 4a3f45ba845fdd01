"""`nrr check`: what would be rejected, and why, before anything is built."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from nrr.build import Built, build
from nrr.findings import refuse_if_blocked
from nrr.output import NOTHING, counted, table
from nrr.progress import Report
from nrr.request import Request, declared_variables
from nrr.warehouse import locked

STAGED = ("+fct_rejected_rows", "+fct_source_reconciliation")
SHOWN_ROWS = 50

REJECTED = """
select source_table, row_number, column_name, raw_value, reason
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
order by rejected_rows desc, source_table
"""


def check(request: Request, report: Report) -> Built:
    """Land and stage only; nothing is published or counted into figures."""
    with locked(request.warehouse):
        built = build(request, report, STAGED)
        broken = [found for found in built.findings if found.rows is None]
        refuse_if_blocked(broken, request.warehouse)
        return built


def show(
    console: Console,
    connection: duckdb.DuckDBPyConnection,
    variables: dict[str, Any],
    warehouse: Path,
) -> bool:
    """Print the rejected rows and the reconciliation; True if a build may go on."""
    rejected = connection.execute(REJECTED).fetchall()
    tables = connection.execute(RECONCILIATION).fetchall()
    _show_rejected(console, rejected, warehouse)
    headers = ["table", "loaded", "accepted", "superseded", "deleted", "rejected"]
    console.print()
    console.print(
        table(
            [*headers, "adds up"],
            [
                [name, *(f"{count:,}" for count in counts), "yes" if adds else "NO"]
                for name, *counts, adds in tables
            ],
            [1, 0, 0, 0, 0, 0, 1],
        )
    )
    share = declared_variables()["rejected_rows_error_share"]
    share = float(variables.get("rejected_rows_error_share", share))
    over = [
        f"{name}: {rejected_rows:,} of {loaded:,} rows"
        for name, loaded, *_, rejected_rows, _ in tables
        if loaded and rejected_rows > share * loaded
    ]
    over += [f"{name}: rows do not add up" for name, *_, adds in tables if not adds]
    if over:
        console.print(f"\n[bold red]Over the threshold of {share:.1%}[/]")
        _lines(console, over)
    return not over


def _show_rejected(
    console: Console, rejected: list[tuple[Any, ...]], warehouse: Path
) -> None:
    if not rejected:
        console.print("No row would be rejected.")
        return
    console.print(f"{counted(len(rejected), 'row')} would be rejected")
    _lines(
        console,
        (
            f"{name}, row {row}, {column or 'whole row'}"
            f" = {NOTHING if value is None else value!r}: {reason}"
            for name, row, column, value, reason in rejected[:SHOWN_ROWS]
        ),
    )
    if len(rejected) > SHOWN_ROWS:
        console.print(
            f"  and {len(rejected) - SHOWN_ROWS:,} more, all listed by: nrr query"
            f' --build "from fct_rejected_rows" --warehouse {warehouse}',
            markup=False,
        )


def _lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(f"  {line}", markup=False, soft_wrap=True)
