"""The phases of the ledger on Spark: what grows, and what does not spread."""

import json
import re
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nrr.bench.compiled import RAW
from nrr.bench.data import make_raw
from nrr.bench.figures import MOST_GROWTH, Figure, growth
from nrr.bench.models import Phase, phases
from nrr.bench.on_spark.engine import Cost, Engine, local_spark
from nrr.bench.on_spark.plans import BROADCAST, NESTED, PRODUCT, WINDOW
from nrr.progress import Report, progress

SIZES = (100_000, 1_000_000)
# What is as large whatever the number of accounts: months, rates, dimensions. What
# is broadcast passes through the driver; Spark itself limits its bytes.
MOST = {WINDOW: 100_000, NESTED: 100_000, PRODUCT: 0, BROADCAST: None}
LANDED = re.compile(r"read_parquet\('(\S+?)'\)")
SCHEMA = re.compile(r"create (?:table|view) (\w+)\.")


@dataclass(frozen=True)
class Measure:
    """One phase at one size: its cost, that of each model, what its plans hold."""

    accounts: int
    phase: str
    cost: Cost
    steps: dict[str, Cost]
    found: list[dict[str, Any]]


def measures(accounts: list[int] | None, out: Path) -> list[Measure]:
    """Measure each size; leaves bench_spark.json in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    found = []
    with progress() as report, TemporaryDirectory(dir=out.resolve()) as folder:
        work = Path(folder)
        report.stage("Compiling the models", 0, 0)
        steps = phases(work, "spark")
        with local_spark(work) as engine:
            for size in sorted(accounts or SIZES):
                found += _measure_size(engine, size, steps, work / str(size), report)
    text = json.dumps([asdict(each) for each in found], indent=2)
    (out / "bench_spark.json").write_text(text + "\n", encoding="utf-8")
    return found


def _measure_size(
    engine: Engine, size: int, steps: dict[str, Phase], work: Path, report: Report
) -> list[Measure]:
    """Each phase once; what the one before it left is what it reads."""
    report.stage(f"{size:,} accounts: making the rows", 0, 0)
    make_raw(size, work / RAW)
    statements = [step.sql for phase in steps.values() for step in phase.steps]
    schemas = {m[1] for sql in statements if (m := SCHEMA.match(sql.strip()))}
    for schema in schemas:
        engine.run(f"drop schema if exists {schema} cascade")
        engine.run(f"create schema {schema}")
    found = []
    for name, phase in steps.items():
        report.stage(f"{size:,} accounts: {name}", 0, 0)
        costs, places = {}, []
        for step in phase.steps:
            report.detail(step.name)
            # read where they stand, as the external tables of a run are
            sql = LANDED.sub(rf"parquet.`{work}/\1`", step.sql)
            costs[step.name], held = engine.run(sql)
            places += [{"model": step.name, **each._asdict()} for each in held]
        found.append(Measure(size, name, _sum(list(costs.values())), costs, places))
    return found


def _sum(costs: list[Cost]) -> Cost:
    return Cost(
        **{n.name: sum(getattr(c, n.name) for c in costs) for n in fields(Cost)}
    )


def figures(found: list[Measure]) -> list[Figure]:
    """Growth from size to size, and the most rows that one place has to hold."""
    said = []
    sizes = sorted({each.accounts for each in found})
    at = {(each.accounts, each.phase): each.cost for each in found}
    for smaller, larger in pairwise(sizes):
        for phase in dict.fromkeys(each.phase for each in found):
            cpu = tuple(at[size, phase].cpu_seconds for size in (smaller, larger))
            said.append(growth(phase, (smaller, larger), cpu, MOST_GROWTH))
    for kind, most in MOST.items():
        rows = [
            place["rows"]
            for each in found
            for place in each.found
            if place["kind"] == kind
        ]
        name, value = f"{kind}: rows in one place", float(max(rows, default=0))
        if kind == PRODUCT:
            name, value = f"{kind}s", float(len(rows))
        said.append(Figure(name, value, most))
    return said
