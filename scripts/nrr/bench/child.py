"""Runs the steps of one phase in this process of their own, and says their cost.

Reads JSON on stdin: {database, settings, before: [sql], steps: [[name, sql]]}.
Writes JSON on stdout: cpu_seconds (user and system, all of DuckDB's threads) and
wall_seconds from opening the database to its closing, peak_megabytes of the
process, and the CPU seconds of each step.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

SCHEMAS = ("staging", "intermediate", "marts", "spine")


def run(task: dict[str, Any]) -> dict[str, Any]:
    """Run the steps one after the other."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    steps = {}
    with duckdb.connect(task["database"]) as connection:
        # it would be drawn on stdout
        connection.execute("set enable_progress_bar = false")
        for schema in SCHEMAS:
            connection.execute(f"create schema if not exists {schema}")
        for name, value in task["settings"].items():
            connection.execute(f"set {name} = '{value}'")
        for sql in task["before"]:
            connection.execute(sql)
        for name, sql in task["steps"]:
            before = cpu_seconds()
            connection.execute(sql)
            steps[name] = cpu_seconds() - before
    return {
        "cpu_seconds": cpu_seconds() - cpu,
        "wall_seconds": time.perf_counter() - wall,
        "peak_megabytes": peak_megabytes(),
        "steps": steps,
    }


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_megabytes() -> float:
    """The most memory this process has had resident, in units of 10^6 bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss would count what the process was forked from.
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
