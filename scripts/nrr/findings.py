"""What dbt found wrong, in words a user can act on."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from nrr.errors import Refused
from nrr.output import counted


@dataclass(frozen=True)
class Finding:
    """A node of dbt that did not pass.

    `rows` is None where it could not run; `query` is the file of SQL that shows
    the rows of a test, relative to the working directory where it is below it.
    """

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
        words = f"{node.name} could not run: {telling_lines(result.message)}"
        return Finding(words, None, None, True)
    words = (node.description or "").strip().split("\n\n")[0].replace("\n", " ")
    words = words or node.name.replace("_", " ")
    query = Path(node.compiled_path).absolute()
    if query.is_relative_to(Path.cwd()):
        query = query.relative_to(Path.cwd())
    return Finding(words.rstrip("."), result.failures, query, status == "fail")


def telling_lines(message: object) -> str:
    """The first lines of a dbt or database error, as one line."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    text = " ".join(lines[:4])
    return text if text.endswith(".") else f"{text}."


def refuse_if_blocked(findings: list[Finding], warehouse: Path) -> None:
    """Refused, naming each failed test, where any finding blocks publication."""
    blocking = [found for found in findings if found.is_blocking]
    if not blocking:
        return
    lines = ["nothing was published; what was published before stays as it is."]
    for found in blocking:
        if found.rows is None:
            lines.append(f"- {found.words}")
            continue
        lines.append(f"- {found.words}: not so for {counted(found.rows, 'row')}")
        lines.append(
            f"  to see them: nrr query --build --warehouse {quote(str(warehouse))}"
            f" - < {quote(str(found.query))}"
        )
    raise Refused("\n".join(lines))
