"""What a run says when it is done: the figures, what was left out, what is next."""

import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.padding import Padding

from nrr.findings import Finding
from nrr.output import amount, counted, percent, table, whole
from nrr.warehouse import current_database

# The window runs over the last 12 months, or all there are.
WATERFALL = """
with months as (
    select *
    from marts.fct_mrr_waterfall_monthly
    where dimension = 'all'
    order by month desc
    limit 12
)

select
    strftime(min(month) - interval 1 month, '%Y-%m'),
    strftime(max(month), '%Y-%m'),
    arg_min(opening_mrr, month),
    sum(new_mrr),
    sum(reactivation_mrr),
    sum(expansion_mrr),
    -sum(abs(contraction_mrr)),
    -sum(abs(churned_mrr)),
    arg_max(closing_mrr, month),
    arg_min(opening_accounts, month),
    arg_max(closing_accounts, month)
from months
"""

HEADLINE = """
select
    strftime(month, '%Y-%m'),
    net_revenue_retention,
    gross_revenue_retention,
    logo_retention
from marts.fct_nrr_monthly
where window_months = 12 and dimension = 'all'
order by month desc
limit 1
"""

REJECTED = """
select source_table, reason_code, count(*)
from marts.fct_rejected_rows
group by all
order by count(*) desc, source_table, reason_code
"""

ISSUES = """
select issue_code, severity, count(*), sum(mrr_at_stake)
from marts.fct_data_issues
group by all
order by sum(mrr_at_stake) desc nulls last, count(*) desc, issue_code
"""

SHOWN_ROWS = 8
STEPS = ("New", "Reactivation", "Expansion", "Contraction", "Churn")
TEXTS = ("table", "reason", "issue", "severity", "test", "what it says")


def summarise(
    console: Console,
    connection: duckdb.DuckDBPyConnection,
    currency: str,
    warnings: list[Finding],
) -> None:
    """Print the figures and the quality of the version just published."""
    _headline(console, connection)
    _waterfall(console, connection, currency)
    _counts(
        console,
        f"Rejected rows: {_total(connection, 'fct_rejected_rows')}",
        ["table", "reason", "rows"],
        [[*row[:2], f"{row[2]:,}"] for row in connection.execute(REJECTED).fetchall()],
    )
    _counts(
        console,
        f"Data issues: {_total(connection, 'fct_data_issues')}",
        ["issue", "severity", "times", f"MRR at stake, {currency}"],
        [
            [*row[:2], f"{row[2]:,}", amount(row[3])]
            for row in connection.execute(ISSUES).fetchall()
        ],
    )
    _counts(
        console,
        f"Warnings of data tests: {len(warnings)}",
        ["test", "what it says", "rows"],
        [[w.name, w.words, f"{w.rows:,}"] for w in warnings],
    )


def closing_words(
    console: Console, warehouse: Path, manifest: dict[str, Any], page: Path | None
) -> None:
    """Where the version and its report stand, and what to do with them."""
    console.print(
        f"\n[bold green]Published[/] {manifest['version']} as of {manifest['as_of']}:"
        f" {current_database(warehouse)} (DuckDB, schema marts)"
    )
    if page:
        console.print(f"Report: {page} (open it in a browser)")
    where = "" if warehouse == Path("warehouse") else f" --warehouse {warehouse}"
    commands = ['query "from fct_rejected_rows"', 'query "from fct_data_issues"']
    if month := manifest["headline"]["month"]:
        year_before = f"{int(month[:4]) - 1}{month[4:7]}"
        commands = [
            f"between {year_before} {month[:7]} --by size_segment",
            f"query \"from fct_nrr_by_policy where month = '{month}'\"",
            commands[0],
        ]
    console.print("Next:")
    for command in commands:
        console.print(f"  {_called()} {command}{where}", markup=False, soft_wrap=True)


def _called() -> str:
    """The command as it was called, so that what is shown can be pasted."""
    called = Path(sys.argv[0])
    if called.name != "nrr" or shutil.which("nrr") == str(called.resolve()):
        return "nrr"
    return str(called)


def _headline(console: Console, connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute(HEADLINE).fetchone()
    if row is None:
        console.print("NRR over 12 months needs 13 months of data; there are fewer.")
        return
    month, net, gross, logos = row
    console.print(
        f"[bold]NRR {percent(net)}[/]   GRR {percent(gross)}"
        f"   accounts kept {percent(logos)}   [dim](12 months to {month})[/]"
    )


def _waterfall(
    console: Console, connection: duckdb.DuckDBPyConnection, currency: str
) -> None:
    """Opening, movements and closing, rounded so that what is shown adds up."""
    row = connection.execute(WATERFALL).fetchone()
    start, end, opening, *changes, closing, first_accounts, last_accounts = row
    if end is None:
        console.print("No month has any MRR.")
        return
    rows = [["Opening", amount(opening), counted(first_accounts, "account")]]
    reached, shown = opening, whole(opening)
    for name, change in zip(STEPS, changes, strict=True):
        reached += change
        rows.append([name, f"{whole(reached) - shown:+,}", ""])
        shown = whole(reached)
    rows.append(["Closing", amount(closing), counted(last_accounts, "account")])
    console.print()
    console.print(table([f"MRR {start} to {end}", currency, ""], rows, [1, 0, 0]))


def _counts(
    console: Console, title: str, headers: list[str], rows: list[list[str]]
) -> None:
    """A title and the first rows, which are those that matter most."""
    console.print(f"\n{title}")
    if not rows:
        return
    drawn = table(headers, rows[:SHOWN_ROWS], [name in TEXTS for name in headers])
    console.print(Padding(drawn, (0, 0, 0, 2), expand=False))
    if len(rows) > SHOWN_ROWS:
        console.print(f"  and {len(rows) - SHOWN_ROWS} more kinds", style="dim")


def _total(connection: duckdb.DuckDBPyConnection, mart: str) -> str:
    (rows,) = connection.execute(f"select count(*) from marts.{mart}").fetchone()
    return f"{rows:,}"
