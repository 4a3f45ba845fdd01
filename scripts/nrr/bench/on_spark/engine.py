"""A Spark of the bench's own, and what it says each statement took.

Costs are read from the monitoring interface (REST) that Spark's UI shows, which
counts what the tasks did: a cluster of any size would have the same to do.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.request import urlopen

from nrr.bench.on_spark.plans import Finding, findings
from nrr.errors import WrongUse

MASTER = "local[2]"
MEMORY = "8g"  # of the one process that is driver and executors


@dataclass(frozen=True)
class Cost:
    """What the tasks of one statement, or of several, took. Bytes are compressed."""

    wall_seconds: float
    cpu_seconds: float
    stages: int
    tasks: int
    shuffled_bytes: int
    spilled_bytes: int


class Engine:
    """Runs statements one after the other."""

    def __init__(self, session: Any) -> None:
        context = session.sparkContext
        self._session = session
        self._bus = context._jsc.sc().listenerBus()
        self._url = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}"
        self._executions = self._stages = 0

    def run(self, sql: str) -> tuple[Cost, list[Finding]]:
        """The cost of a statement, and what its plan holds that may not scale."""
        before = perf_counter()
        self._session.sql(sql)
        wall = perf_counter() - before
        # What the UI shows is told to it by events.
        self._bus.waitUntilEmpty()
        stages = self._new_stages()
        cost = Cost(
            wall_seconds=wall,
            cpu_seconds=sum(each["executorCpuTime"] for each in stages) / 1e9,
            stages=len(stages),
            tasks=sum(each["numCompleteTasks"] for each in stages),
            shuffled_bytes=sum(each["shuffleWriteBytes"] for each in stages),
            spilled_bytes=sum(each["diskBytesSpilled"] for each in stages),
        )
        return cost, [found for plan in self._new_plans() for found in findings(plan)]

    def _new_stages(self) -> list[dict[str, Any]]:
        found = [
            each
            for each in self._get("stages?status=complete")
            if each["stageId"] >= self._stages
        ]
        self._stages = max((1 + s["stageId"] for s in found), default=self._stages)
        return found

    def _new_plans(self) -> list[dict[str, Any]]:
        found = self._get(f"sql?offset={self._executions}&length=1000&details=true")
        self._executions += len(found)
        return found

    def _get(self, what: str) -> Any:
        with urlopen(f"{self._url}/{what}", timeout=60) as answer:
            return json.load(answer)


@contextmanager
def local_spark(folder: Path) -> Iterator[Engine]:
    """Spark in a process beside this one, with its tables in `folder`."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise WrongUse(
            "nrr bench --target spark needs pyspark: pip install -r"
            " requirements-spark.txt."
        ) from None
    # nothing of it is to be seen from outside, its UI neither
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master(MASTER)
        .appName("nrr bench")
        .config("spark.driver.memory", MEMORY)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", str(folder / "spill"))
        .config("spark.sql.warehouse.dir", str(folder / "tables"))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.ui.port", "0")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    try:
        yield Engine(session)
    finally:
        session.stop()
