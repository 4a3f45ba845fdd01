"""What dbt found wrong, in words a user can act on."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

import duckdb

from nrr.errors import Refused
from nrr.output import counted, plain
from nrr.warehouse import build_database

SHOWN_ROWS = 3


@dataclass(frozen=True)
class Finding:
    """A node of dbt that did not pass.

    `rows` is None where it could not run; `query` is the file of SQL that shows
    the rows of a test, relative to the working directory where it is below it.
    """

    name: str
    words: str
    rows: int | None
    query: Path | None
    is_blocking: bool


def finding(result: Any) -> Finding | None:
    """What a result of dbt has to say, if it is not that all is well."""
    status = str(result.status)
    if status not in ("fail", "error", "warn", "runtime error"):
        return None
    node = result.node
    if status in ("error", "runtime error"):
        words = f"could not run: {telling_lines(result.message)}"
        return Finding(node.name, words, None, None, True)
    query = Path(node.compiled_path).absolute()
    if query.is_relative_to(Path.cwd()):
        query = query.relative_to(Path.cwd())
    rows, is_blocking = result.failures, status == "fail"
    return Finding(node.name, _words(node), rows, query, is_blocking)


def telling_lines(message: object) -> str:
    """The first lines of a dbt or database error, as one line."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    text = " ".join(lines[:4])
    return text if text.endswith(".") else f"{text}."


def refuse_if_blocked(findings: list[Finding], warehouse: Path | None) -> None:
    """Refused, naming each failed test, where any finding blocks publication.

    warehouse: where the DuckDB build stands in which the rows are looked up.
    """
    blocking = [found for found in findings if found.is_blocking]
    if blocking:
        told = [line for found in blocking for line in tell(found, warehouse)]
        raise Refused(
            "\n".join(
                [
                    "nothing was published; what was published before stays as it is.",
                    *told,
                ]
            )
        )


def tell(found: Finding, warehouse: Path | None) -> list[str]:
    """A finding in a few lines: what, the first rows, how to see them all."""
    if found.query is None:
        return [f"- {found.name} {found.words}"]
    count = counted(found.rows or 0, "row")
    title = f"- {found.name} ({count}){': ' if found.words else ''}{found.words}"
    if warehouse is None:
        return [title, f"    all of them: {found.query}"]
    shown = _first_rows(found.query, build_database(warehouse))
    ask = f"nrr query --build --warehouse {quote(str(warehouse))}"
    return [
        title,
        *(f"    {row}" for row in shown),
        f"    all of them: {ask} - < {quote(str(found.query))}",
    ]


def _words(node: Any) -> str:
    """The test's description, or the comment that opens its SQL, as one line."""
    lines = (node.description or "").strip().split("\n\n")[0].splitlines()
    if not lines:
        for line in node.raw_code.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line)
    return " ".join(line.removeprefix("--").strip() for line in lines).rstrip(".")


def _first_rows(query: Path, database: Path) -> list[str]:
    """The first rows a failed test found, as column = value."""
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            result = connection.execute(query.read_text(encoding="utf-8"))
            names = [column[0] for column in result.description]
            rows = result.fetchmany(SHOWN_ROWS)
    except (OSError, duckdb.Error):
        return []  # the sentence stands without them
    return [
        ", ".join(
            f"{name} = {plain(value)}" for name, value in zip(names, row, strict=True)
        )
        for row in rows
    ]
