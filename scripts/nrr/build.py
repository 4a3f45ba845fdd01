"""One build: land the rows, have dbt build and test them, publish the marts."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from nrr import raw_keys, vanished
from nrr.contract import raw_contract, seed_folder
from nrr.dbt_run import dbt_build
from nrr.engines.profile import target_type
from nrr.errors import Refused, WrongUse
from nrr.findings import Finding, refuse_if_blocked
from nrr.land import LandedTable, land
from nrr.manifest import describe
from nrr.progress import Report
from nrr.publish import publish
from nrr.request import (
    Request,
    all_variables,
    default_as_of,
    variables_text,
)
from nrr.warehouse import build_database, check_room, locked

KNOWN_ITEMS = """
with items as (
    select
        try_cast(replace(start_date, '/', '-') as date) as start_date,
        cast(try_cast(recorded_at as timestamp) as date) as recorded_date
    from read_parquet($items)
)

select
    count(*),
    count(*) filter (
        where coalesce(start_date <= $as_of, true)
        and coalesce(recorded_date <= $as_of, true)
    ),
    min(start_date),
    min(recorded_date)
from items
"""

PASSING = re.compile(r": (reading|[\d,]+ rows?( read)?)$")


@dataclass(frozen=True)
class Built:
    """A tested, private database and what went into it."""

    database: Path
    as_of: date
    landed: list[LandedTable]
    findings: list[Finding]


def run(request: Request, report: Report) -> tuple[dict[str, Any], Built]:
    """Build and publish; returns the manifest. Raises NrrError, publishing nothing."""
    with locked(request.warehouse):
        built = build(request, report)
        refuse_if_blocked(built.findings, request.warehouse)
        report.stage("Publishing", 0, 0)
        inputs = fingerprints(built.landed)
        provenance = describe(built.as_of, inputs, all_variables(request))
        manifest = publish(built.database, request.warehouse, provenance)
        raw_keys.keep(request)
        return manifest, built


def build(request: Request, report: Report, select: tuple[str, ...] = ()) -> Built:
    """Land and build in private; the caller holds the lock."""
    if target_type(request.target) != "duckdb":
        raise WrongUse(
            f"--target {request.target}: only nrr run works there; nrr check asks"
            " DuckDB, which judges rows alike."
        )
    landed, as_of, folder = land_rows(request, report)
    database = build_database(request.warehouse).resolve()
    variables = variables_text(request, as_of, raw_path=str(folder))
    findings = dbt_build(database, variables, request.target, report, select)
    return Built(database, as_of, landed, findings)


def land_rows(request: Request, report: Report) -> tuple[list[LandedTable], date, Path]:
    """What was landed, the day it is known as of, and the folder it stands in."""
    raw = request.raw or _sample(request.warehouse)
    check_room(request.warehouse, sum(f.stat().st_size for f in raw.rglob("*")))
    report.stage("Reading the raw files", 0, 0)
    landed_folder = (request.warehouse / "build" / "landed").resolve()
    landed = land(raw, landed_folder, encoding=request.encoding, progress=_hear(report))
    _tell_columns(landed, report)
    if request.raw:
        vanished.compare(landed_folder, request, report.note)
    as_of = default_as_of(request, [t.latest_recorded_at for t in landed])
    _refuse_before_data(landed_folder / "billing_subscription_items.parquet", as_of)
    return landed, as_of, landed_folder


def _sample(warehouse: Path) -> Path:
    """The sample's files in one folder, so that they are named as dbt names them.

    What is published is then the same, to the last row, as after `dbt seed`.
    """
    folder = warehouse / "build" / "sample"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in raw_contract():
        seed = seed_folder(table) / f"{table}.csv"
        if seed.is_file():
            (folder / seed.name).symlink_to(seed)
    return folder


def _hear(report: Report) -> Callable[[str], None]:
    """What land says: how far it is passes by, what it left out stays."""

    def hear(text: str) -> None:
        (report.detail if PASSING.search(text) else report.note)(text)

    return hear


def _refuse_before_data(items: Path, as_of: date) -> None:
    """Refused (O06) where not one subscription was known and started by then."""
    with duckdb.connect() as connection:
        rows, known, start, recorded = connection.execute(
            KNOWN_ITEMS, {"items": str(items), "as_of": as_of}
        ).fetchone()
    if rows and not known:
        raise Refused(
            f"As of {as_of} no subscription was known: the first one starts on"
            f" {start} and was recorded on {recorded}; choose a later --as-of."
        )


def _tell_columns(landed: list[LandedTable], report: Report) -> None:
    """Say which columns there were none of (land says which it ignored)."""
    for table in landed:
        if table.missing_columns:
            names = ", ".join(table.missing_columns)
            report.note(f"{table.table}: empty, as not in the file: {names}")


def fingerprints(landed: list[LandedTable]) -> dict[str, str]:
    """{file: sha256} of everything read."""
    return {file: hash for table in landed for file, hash in table.sha256.items()}
