"""What `nrr run` takes on the sample company, once everything is warm."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from nrr.bench.measure import Measure
from nrr.errors import NrrError

# What the command says on stderr when dbt starts and when it has ended.
FROM, TO = "Reading the models", "Publishing"


def measure_sample(out: Path) -> list[Measure]:
    """The second of two runs: the whole command, and dbt's part of it."""
    _timed_run(out / "sample")
    return _timed_run(out / "sample")


def _timed_run(warehouse: Path) -> list[Measure]:
    said: dict[str, float] = {}
    lines = []
    cpu, wall = _cpu_of_children(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "nrr.cli", "run", "--warehouse", str(warehouse)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr or ():
            lines.append(line.strip())
            said.setdefault(line.strip(), time.perf_counter())
    if process.returncode:
        raise NrrError(f"nrr run on the sample failed: {(lines or ['killed'])[-1]}")
    whole = time.perf_counter() - wall
    cpu = _cpu_of_children() - cpu
    dbt = said.get(TO, 0.0) - said.get(FROM, 0.0)
    return [
        Measure("nrr run", None, cpu, whole),
        Measure("of which dbt", None, None, dbt),
    ]


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
