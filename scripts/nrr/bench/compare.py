"""Whether ledger and spine came to the same rows."""

from pathlib import Path

import duckdb

from nrr.bench.models import OUTPUTS


def differing_rows(ledger: Path, spine: Path, work: Path) -> dict[str, int]:
    """{output: rows that one has and the other lacks}, every value exact.

    Compared in the columns the spine has: all but reserved_expansion_mrr, which
    is no part of retention.
    """
    with duckdb.connect(config={"temp_directory": str(work / "spill")}) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"attach '{ledger}' as ledger (read_only)")
        connection.execute(f"attach '{spine}' as spine (read_only)")
        return {output: _differing(connection, output) for output in OUTPUTS}


def _differing(connection: duckdb.DuckDBPyConnection, output: str) -> int:
    found = connection.execute(f"describe spine.spine.{output}").fetchall()
    columns = ", ".join(row[0] for row in found)
    ours = f"select {columns} from ledger.marts.{output}"
    theirs = f"select {columns} from spine.spine.{output}"
    return connection.execute(f"""
        select count(*) from (
            (({ours}) except all ({theirs}))
            union all
            (({theirs}) except all ({ours}))
        )
    """).fetchone()[0]
