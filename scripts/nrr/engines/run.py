"""A run on another engine: load the rows there, build and test, publish."""

from dataclasses import dataclass
from typing import Any

from rich.console import Console

from nrr import raw_keys
from nrr.build import fingerprints, land_rows
from nrr.dbt_run import dbt_build_on
from nrr.engines.layers import schema
from nrr.engines.postgres import Postgres
from nrr.engines.profile import settings, target_type
from nrr.engines.spark import Spark
from nrr.errors import Refused, WrongUse
from nrr.findings import Finding, refuse_if_blocked
from nrr.manifest import NO_MONTH, describe
from nrr.output import counted, percent
from nrr.progress import Report
from nrr.request import Request, all_variables, variables_text
from nrr.warehouse import locked

ENGINES = {"postgres": Postgres, "spark": Spark}


@dataclass(frozen=True)
class Published:
    """Where the new version stands, its headline and what warned."""

    place: str
    as_of: str
    headline: tuple[Any, ...]
    warnings: list[Finding]


def run(request: Request, report: Report) -> Published:
    """Build and publish on the engine of the request's target.

    Raises NrrError, publishing nothing. Raw rows are landed and loaded, unless
    the var raw_schema names tables that stand on the engine already.
    """
    folder = (request.warehouse / "build" / request.target).resolve()
    engine = ENGINES[target_type(request.target)](settings(request.target), folder)
    with locked(request.warehouse):
        building = engine.prepare()
        variables, provenance = _raw_rows(request, report, engine, building)
        findings = dbt_build_on(request.target, building, folder, variables, report)
        refuse_if_blocked(findings, None)
        report.stage("Publishing", 0, 0)
        headline = engine.headline(schema(building, "marts"))
        if headline is None:
            raise Refused(NO_MONTH)
        place = engine.publish(building, provenance)
        if provenance["inputs"]:
            raw_keys.keep(request)
    return Published(place, provenance["as_of"], headline, findings)


def _raw_rows(
    request: Request, report: Report, engine: Any, building: str
) -> tuple[str, dict[str, Any]]:
    """The vars for dbt, and the provenance of the rows they point to."""
    if "raw_schema" in request.variables:
        if request.raw or not request.as_of:
            raise WrongUse(
                "--var raw_schema: tables that stand there already need --as-of DATE"
                " and no --raw DIR."
            )
        inputs, as_of, place = {}, request.as_of, {}
    else:
        landed, as_of, folder = land_rows(request, report)
        report.stage("Loading the rows", 0, 0)
        engine.load(folder, schema(building, "raw"))
        inputs, place = fingerprints(landed), {"raw_schema": schema(building, "raw")}
    variables = variables_text(request, as_of, **place)
    return variables, describe(as_of, inputs, all_variables(request))


def closing_words(console: Console, published: Published) -> None:
    """The headline, what warned, and where the version stands."""
    month, net, gross = published.headline
    console.print(
        f"[bold]NRR {percent(net)}[/]   GRR {percent(gross)}"
        f"   [dim](12 months to {str(month)[:7]})[/]"
    )
    for warning in published.warnings:
        rows = counted(warning.rows or 0, "row")
        console.print(f"Warning: {warning.name} ({rows}): {warning.words}")
    console.print(
        f"[bold green]Published[/] as of {published.as_of}: {published.place}"
    )
