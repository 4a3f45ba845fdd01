"""The bench as a whole: every size and phase, then what they say."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from nrr.bench.figures import Figure, figures, number, show
from nrr.bench.measure import Measure, measure_size
from nrr.bench.models import phases
from nrr.bench.sample import measure_sample
from nrr.errors import WrongUse
from nrr.output import console, table
from nrr.progress import error_console, progress

SIZES = (10_000, 100_000, 1_000_000)
FORMATS = ("table", "json")


def bench(
    accounts: list[int] | None = None,
    out: Path = Path("warehouse/bench"),
    format: str = "table",
    with_sample: bool = True,
) -> bool:
    """Measure each size, then `nrr run` on the sample, and print what came out.

    Works in `out` (7 GB at 1,000,000 accounts, gone at the end) and leaves
    bench.json there. True where ledger and spine have the same rows at every
    size; the figures are reported either way.
    """
    if format not in FORMATS:
        raise WrongUse(f"--format {format}: one of {', '.join(FORMATS)}.")
    out.mkdir(parents=True, exist_ok=True)
    measures: list[Measure] = []
    different: dict[int, dict[str, int]] = {}
    with progress() as report, TemporaryDirectory(dir=out.resolve()) as folder:
        work = Path(folder)
        report.stage("Compiling the models", 0, 0)
        steps = phases(work)
        for size in sorted(accounts or SIZES):

            def say(text: str, size: int = size) -> None:
                report.stage(f"{size:,} accounts: {text}", 0, 0)

            found, different[size] = measure_size(size, steps, work, say)
            measures += found
        if with_sample:
            report.stage("nrr run on the sample, twice", 0, 0)
            measures += measure_sample(work)
    is_same = not any(count for each in different.values() for count in each.values())
    text = _as_json(measures, different, figures(measures))
    (out / "bench.json").write_text(text, encoding="utf-8")
    if format == "json":
        sys.stdout.write(text)
    else:
        _show(measures, figures(measures))
    _tell_differences(different)
    return is_same


def _as_json(
    measures: list[Measure],
    different: dict[int, dict[str, int]],
    said: list[Figure],
) -> str:
    record = {
        "measures": [vars(each) for each in measures],
        "figures": [{**each._asdict(), "is_met": each.is_met} for each in said],
        "differing_rows": {str(size): each for size, each in different.items()},
    }
    return json.dumps(record, indent=2) + "\n"


def _show(measures: list[Measure], said: list[Figure]) -> None:
    """Two tables: what each phase took, and what that says."""
    rows = [
        [
            f"{each.accounts:,}" if each.accounts else "sample",
            each.phase,
            number(each.cpu_seconds, 2),
            number(each.wall_seconds, 2),
            number(each.peak_megabytes, 0),
        ]
        for each in measures
    ]
    headers = ["accounts", "phase", "CPU s", "wall s", "peak MB"]
    console().print(table(headers, rows, [0, 1, 0, 0, 0]))
    show(said)


def _tell_differences(different: dict[int, dict[str, int]]) -> None:
    for size, outputs in different.items():
        for output, rows in outputs.items():
            if rows:
                error_console().print(
                    f"{size:,} accounts: {output} of ledger and spine differ in"
                    f" {rows:,} rows.",
                    style="red",
                )
