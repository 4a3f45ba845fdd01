"""The commands of `nrr` that serve what has been published."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from nrr.options import WAREHOUSE, Format, Warehouse, option

DIMENSIONS = (
    "size_segment, industry, region, acquisition_year, reservation, arr_band or"
    " product_family."
)


def between(
    opening: Annotated[str, typer.Argument(metavar="A", help="Month, YYYY-MM.")],
    closing: Annotated[str, typer.Argument(metavar="B", help="Later month.")],
    by: Annotated[str, option("--by", "DIMENSION", DIMENSIONS)] = "all",
    format: Format = "table",
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """What became, by month B, of the MRR that customers paid in month A."""
    from nrr.between import between as compute
    from nrr.between import parse_month
    from nrr.output import check_format, print_measures
    from nrr.reading import open_published

    check_format(format)
    months = parse_month(opening), parse_month(closing)
    with open_published(warehouse) as connection:
        headers, rows = compute(connection, *months, by)
        if format == "table" and by != "all":
            rows += compute(connection, *months)[1]
    print_measures(headers, rows, format)


def account(
    account_id: Annotated[str, typer.Argument(metavar="ACCOUNT_ID")],
    format: Format = "table",
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """One account's story: MRR and why it moved, agreements, PoCs, what is next."""
    from nrr.account import story
    from nrr.account_words import tell
    from nrr.errors import WrongUse
    from nrr.output import check_format, console, print_json
    from nrr.reading import open_published

    check_format(format)
    if format == "csv":
        raise WrongUse("--format csv: a story is not one table; use table or json.")
    with open_published(warehouse) as connection:
        told = story(connection, account_id)
    print_json(told) if format == "json" else tell(console(), told)


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="Or - to read stdin.")],
    format: Format = "table",
    build: Annotated[
        bool, typer.Option("--build", help="Ask the last build, published or not.")
    ] = False,
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Ask the published version in SQL, read-only."""
    from nrr.output import check_format
    from nrr.query import query as answer
    from nrr.reading import open_build, open_published

    check_format(format)
    text = sys.stdin.read() if sql == "-" else sql
    with (open_build if build else open_published)(warehouse) as connection:
        answer(connection, text, format)


def reserved(
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what is overdue.")
    ] = False,
    by: Annotated[
        str | None, option("--by", "GROUP", "owner or segment; else step by step.")
    ] = None,
    format: Format = "table",
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """What was agreed at sales and is due this quarter, or overdue, and by whom."""
    from nrr.output import check_format
    from nrr.reading import open_published
    from nrr.reserved import reserved as find
    from nrr.reserved import show

    check_format(format)
    with open_published(warehouse) as connection:
        headers, rows = find(connection, overdue, by)
    show(headers, rows, format)


def report(
    lang: Annotated[
        str | None,
        option("--lang", "NAME", "ja or en first; else what the browser speaks."),
    ] = None,
    out: Annotated[
        Path | None, option("--out", "FILE", "Else report.html in the warehouse.")
    ] = None,
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Write what is published as one HTML page, to be opened from disk."""
    from nrr.report.write import default_path, write

    typer.echo(write(warehouse, out or default_path(warehouse), lang))


def export(
    marts: Annotated[
        list[str] | None, typer.Argument(metavar="MART", help="Which; else all.")
    ] = None,
    format: Annotated[str, option("--format", "NAME", "csv or parquet.")] = "csv",
    out: Annotated[
        Path | None, option("--out", "DIR", "Else export/<version> in the warehouse.")
    ] = None,
    has_mark: Annotated[
        bool,
        typer.Option(
            "--bom/--no-bom",
            help="Begin CSV files with the mark by which Excel knows UTF-8.",
        ),
    ] = True,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over files that are there.")
    ] = False,
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Write the published marts as files: CSV for Excel, or Parquet."""
    from nrr.export import export as write
    from nrr.output import counted

    folder, files = write(warehouse, out, format, marts, has_mark, replace)
    typer.echo(f"{counted(len(files), 'file')} in {folder}")


def versions(warehouse: Warehouse = WAREHOUSE) -> None:
    """List the published versions that are kept, and whether they are whole."""
    from nrr.history import show

    show(warehouse)


def diff(
    older: Annotated[
        str | None, typer.Argument(metavar="A", help="Such as v3.")
    ] = None,
    newer: Annotated[str | None, typer.Argument(metavar="B", help="Another.")] = None,
    by: Annotated[
        str | None,
        option("--by", "LEVEL", "month, account or item: every one that differs."),
    ] = None,
    format: Format = "table",
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """What changed from version A to B, and why; without them, in the last one."""
    from nrr.diff import diff as compare
    from nrr.output import check_format
    from nrr.warehouse import existing

    check_format(format)
    compare(existing(warehouse), older, newer, by, format)


def rollback(
    version: Annotated[
        str | None, typer.Argument(help="Such as v3; without it, the one before.")
    ] = None,
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Put an earlier version back in place."""
    from nrr.publish import rollback as put_back
    from nrr.warehouse import existing, locked

    with locked(existing(warehouse)):
        name = put_back(warehouse, version)
    typer.echo(
        f"{warehouse / 'current.duckdb'} is {name} now; `nrr report` writes its report."
    )
