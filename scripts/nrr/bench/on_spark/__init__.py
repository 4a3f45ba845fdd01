"""What the ledger costs on Spark, and what of it a bigger cluster does not help."""

from pathlib import Path

from nrr.bench.figures import show
from nrr.bench.on_spark.bench import Measure, figures, measures
from nrr.output import console, table

HEADERS = (
    *("accounts", "phase", "stages", "tasks", "task CPU s", "wall s"),
    *("shuffled MB", "spilled MB"),
)


def bench_on_spark(accounts: list[int] | None, out: Path) -> None:
    """Measure each size on a Spark of this machine and print what came out."""
    found = measures(accounts, out)
    rows = [_row(each) for each in found]
    console().print(table(list(HEADERS), rows, [0, 1, 0, 0, 0, 0, 0, 0]))
    show(figures(found))


def _row(measure: Measure) -> list[str]:
    cost = measure.cost
    return [
        f"{measure.accounts:,}",
        measure.phase,
        f"{cost.stages:,}",
        f"{cost.tasks:,}",
        f"{cost.cpu_seconds:,.1f}",
        f"{cost.wall_seconds:,.1f}",
        f"{cost.shuffled_bytes / 1e6:,.0f}",
        f"{cost.spilled_bytes / 1e6:,.0f}",
    ]
