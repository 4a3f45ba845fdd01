"""What a published version says of itself: where it came from, what it says."""

import hashlib
import os
import subprocess
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from nrr.contract import PROJECT
from nrr.errors import Refused

# Of the schema `marts`, on any engine; ratios are null without a full window.
MONTHS = """
select
    waterfall.month,
    nrr.net_revenue_retention,
    nrr.gross_revenue_retention,
    waterfall.closing_mrr,
    waterfall.closing_accounts
from {marts}.fct_mrr_waterfall_monthly as waterfall
left join {marts}.fct_nrr_monthly as nrr
    on waterfall.month = nrr.month
    and nrr.window_months = 12
    and nrr.dimension = 'all'
where waterfall.dimension = 'all'
"""

NO_MONTH = (
    "No month with MRR is complete on the as-of date, so there is nothing to publish;"
    " choose a later --as-of."
)


def describe(
    as_of: date, inputs: dict[str, str], variables: dict[str, Any]
) -> dict[str, Any]:
    """The provenance of a build: code, locked dependencies, inputs, choices."""
    return {
        "as_of": as_of.isoformat(),
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "dependencies": file_hash(PROJECT / "requirements.txt"),
        "inputs": dict(sorted(inputs.items())),
        "variables": variables,
    }


def months(
    connection: duckdb.DuckDBPyConnection, database: str
) -> list[dict[str, Any]]:
    """Each month's headline figures, oldest first; ratios null without a window.

    MRR as text, so that it stays exact. Raises Refused (O06) where not one month
    is complete.
    """
    found = connection.execute(
        "select * replace (cast(month as varchar) as month,"
        " cast(closing_mrr as varchar) as closing_mrr)"
        f" from ({MONTHS.format(marts=f'{database}.marts')}) order by month"
    )
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    if not rows:
        raise Refused(NO_MONTH)
    return rows


def code_version() -> str:
    """The commit, with `-dirty` where files differ from it; else the package's."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return version("net-revenue-retention")
    return f"{commit}-dirty" if _git("status", "--porcelain") else commit


def _git(*words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(PROJECT), *words],
            check=False,
            capture_output=True,
            text=True,
            # Looking must not take git's own lock.
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def file_hash(path: Path) -> str:
    """The sha256 of a file's bytes, or '' where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
