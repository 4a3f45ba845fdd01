"""What the phases cost for one number of accounts, each in a fresh process."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from nrr.bench.compare import differing_rows
from nrr.bench.compiled import AS_OF, RAW
from nrr.bench.data import make_raw
from nrr.bench.models import Phase, Step
from nrr.contract import PROJECT
from nrr.errors import NrrError

QUICK = 30.0  # a phase that took fewer wall seconds is run again


@dataclass(frozen=True)
class Measure:
    """The cost of one phase; of repeated runs the least of each."""

    phase: str
    accounts: int | None  # None is the sample company
    cpu_seconds: float | None
    wall_seconds: float
    peak_megabytes: float | None = None
    steps: dict[str, float] = field(default_factory=dict)  # CPU seconds


def measure_size(
    accounts: int,
    phases: dict[str, Phase],
    out: Path,
    say: Callable[[str], None],
) -> tuple[list[Measure], dict[str, int]]:
    """The cost of each phase, and how many rows of each output differ."""
    with TemporaryDirectory(dir=out, prefix=f"{accounts}_") as folder:
        work = Path(folder)
        say("making the rows")
        make_raw(accounts, work / RAW)
        measures = []
        for phase, (base, steps) in phases.items():
            say(phase)
            before = _database(work, base) if base else None
            measures.append(_least(accounts, phase, steps, work, before))
        say("comparing ledger and spine")
        different = differing_rows(
            _database(work, "ledger"), _database(work, "spine"), work
        )
    return measures, different


def _database(work: Path, phase: str) -> Path:
    """Each phase has a file of its own; all have the name dbt compiled for."""
    return work / phase / "bench.duckdb"


def _least(
    accounts: int, phase: str, steps: list[Step], work: Path, before: Path | None
) -> Measure:
    """The phase measured once, or twice where it is quick."""
    measure = _once(accounts, phase, steps, work, before)
    if measure.wall_seconds > QUICK:
        return measure
    again = _once(accounts, phase, steps, work, before)
    return Measure(
        phase=phase,
        accounts=accounts,
        cpu_seconds=min(measure.cpu_seconds, again.cpu_seconds),
        wall_seconds=min(measure.wall_seconds, again.wall_seconds),
        peak_megabytes=min(measure.peak_megabytes, again.peak_megabytes),
        steps={n: min(s, again.steps[n]) for n, s in measure.steps.items()},
    )


def _once(
    accounts: int, phase: str, steps: list[Step], work: Path, before: Path | None
) -> Measure:
    """Run the phase in a process of its own, on a copy of the database before it."""
    database = _database(work, phase)
    shutil.rmtree(database.parent, ignore_errors=True)
    database.parent.mkdir()
    if before:
        shutil.copy(before, database)
    task = {
        "database": str(database),
        "settings": _settings(),
        "before": [f"set variable as_of = date '{AS_OF}'"],
        "steps": steps,
    }
    done = subprocess.run(
        [sys.executable, "-m", "nrr.bench.child"],
        cwd=work,
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it was killed"])[-1]
        raise NrrError(f"{phase} at {accounts:,} accounts failed: {reason}")
    return Measure(phase, accounts, **json.loads(done.stdout))


def _settings() -> dict[str, str]:
    """What profiles.yml sets in DuckDB."""
    text = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
    (profile,) = yaml.safe_load(text).values()
    return profile["outputs"]["duckdb"].get("settings", {})
