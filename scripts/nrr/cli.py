"""The command `nrr`: raw billing and CRM extracts in, published numbers out.

Every command loads what it needs when it is called, so that help is quick.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nrr.cli_published import (
    account,
    between,
    diff,
    export,
    query,
    report,
    reserved,
    rollback,
    versions,
)
from nrr.errors import NrrError, WrongUse
from nrr.options import (
    WAREHOUSE,
    AcceptVanished,
    AsOf,
    Encoding,
    Raw,
    Target,
    Variables,
    Warehouse,
    option,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="What existing customers become: NRR from raw billing and CRM extracts.",
)


@app.command()
def run(
    raw: Raw = None,
    as_of: AsOf = None,
    var: Variables = None,
    warehouse: Warehouse = WAREHOUSE,
    encoding: Encoding = "utf-8",
    target: Target = "duckdb",
    accept_vanished: AcceptVanished = False,
    report: Annotated[
        bool, typer.Option("--report/--no-report", help="Write the HTML page as well.")
    ] = True,
) -> None:
    """Land, build, test and publish; then say what came out."""
    from nrr.build import run as build_and_publish
    from nrr.engines.profile import target_type
    from nrr.engines.run import closing_words as words_of_engine
    from nrr.engines.run import run as run_on_engine
    from nrr.output import console
    from nrr.progress import progress
    from nrr.reading import open_published
    from nrr.summary import closing_words, summarise

    request = _request(raw, as_of, var, warehouse, encoding, target, accept_vanished)
    if target_type(target) != "duckdb":
        with progress() as tell:
            published = run_on_engine(request, tell)
        words_of_engine(console(), published)
        return
    with progress() as tell:
        manifest, built = build_and_publish(request, tell)
        page = None
        if report:
            from nrr.report.write import default_path, write

            tell.stage("Writing the report", 0, 0)
            page = write(warehouse, default_path(warehouse))
    currency = manifest["variables"]["reporting_currency"]
    with open_published(warehouse) as connection:
        summarise(console(), connection, currency, built.findings)
    closing_words(console(), warehouse, manifest, page)


@app.command()
def check(
    raw: Raw = None,
    as_of: AsOf = None,
    var: Variables = None,
    warehouse: Warehouse = WAREHOUSE,
    encoding: Encoding = "utf-8",
    target: Target = "duckdb",
    accept_vanished: AcceptVanished = False,
) -> None:
    """Say which rows a run would reject and why; publish nothing.

    Ends with 1 where too many are rejected for a run to publish.
    """
    from nrr.check import check as stage
    from nrr.check import show
    from nrr.output import console
    from nrr.progress import progress
    from nrr.reading import open_build

    request = _request(raw, as_of, var, warehouse, encoding, target, accept_vanished)
    with progress() as tell:
        built = stage(request, tell)
    with open_build(warehouse) as connection:
        is_fit = show(console(), connection, built, warehouse)
    if not is_fit:
        raise typer.Exit(1)


for command in (
    *(between, reserved, account, report, query, export),
    *(versions, diff, rollback),
):
    app.command()(command)


@app.command()
def generate(
    accounts: Annotated[int, typer.Option(min=1, help="How many accounts.")],
    out: Annotated[Path, option("--out", "DIR", "Where the raw files go.")],
    seed: Annotated[
        int, typer.Option(help="Another seed, another company.")
    ] = 20260331,
    format: Annotated[str, option("--format", "NAME", "csv, parquet")] = "parquet",
) -> None:
    """Make up a company of any size, as raw files for --raw."""
    from nrr.generate import generate as make

    if format not in ("csv", "parquet"):
        raise WrongUse(f"--format {format}: one of csv, parquet.")
    make(accounts, out, seed, format)
    typer.echo(f"{accounts:,} accounts in {out}: nrr run --raw {out}")


@app.command()
def bench(
    accounts: Annotated[
        list[int] | None, typer.Option(min=1, help="How many; repeatable.")
    ] = None,
    warehouse: Warehouse = WAREHOUSE,
    target: Annotated[str, option("--target", "NAME", "duckdb, spark")] = "duckdb",
) -> None:
    """Time runs on made-up companies of growing size."""
    from nrr.bench import bench as measure
    from nrr.bench.on_spark import bench_on_spark

    if target not in ("duckdb", "spark"):
        raise WrongUse(f"--target {target}: one of duckdb, spark.")
    if target == "spark":
        bench_on_spark(accounts, warehouse)
    else:
        measure(accounts or [1_000, 10_000, 100_000], warehouse)


def _request(
    raw: Path | None,
    as_of: str | None,
    variables: list[str] | None,
    warehouse: Path,
    encoding: str,
    target: str,
    accept_vanished: bool,
) -> Any:
    from nrr.engines.profile import target_type
    from nrr.request import RAW_TABLES, Request, parse_date, parse_variables

    allowed = () if target_type(target) == "duckdb" else RAW_TABLES
    return Request(
        raw=raw,
        as_of=parse_date(as_of) if as_of else None,
        variables=parse_variables(variables or [], allowed),
        warehouse=warehouse,
        encoding=encoding,
        target=target,
        accept_vanished=accept_vanished,
    )


def main() -> None:
    """The entry point: each error one sentence on stderr, with its exit code."""
    try:
        app(prog_name="nrr")
    except NrrError as error:
        _fail(str(error), error.exit_code)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}.", 1)


def _fail(message: str, code: int) -> None:
    from nrr.progress import error_console

    error_console().print(f"nrr: {message}", style="red", markup=False, soft_wrap=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
