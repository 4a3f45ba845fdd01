"""C17: keys of the extract published before that this one lacks.

Raw folders are full extracts, in which a deletion is a row that says so: a key
that is gone altogether is most likely an export that was cut short.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from nrr.content import literal
from nrr.contract import raw_contract
from nrr.errors import NrrError, Refused
from nrr.output import counted
from nrr.raw_files import Say
from nrr.raw_keys import empty_folder, gather, gathered_keys, kept_keys
from nrr.raw_records import shown
from nrr.raw_tables import connection
from nrr.request import Request


@dataclass(frozen=True)
class Vanished:
    """The keys that a raw table had and has no more."""

    table: str
    keys: int  # of the extract before
    gone: int
    examples: list[str]  # the first, values joined by | as in row_key

    @property
    def is_too_many(self) -> bool:
        """Over 5 %."""
        return 20 * self.gone > self.keys

    def __str__(self) -> str:
        return (
            f"{self.table} lacks {self.gone:,} of {counted(self.keys, 'key')} of the"
            f" extract published before, such as {' and '.join(map(shown, self.examples))}"
        )


def compare(landed: Path, request: Request, say: Say) -> None:
    """Compare landed rows with the keys kept, and gather theirs to be kept.

    Says what is gone and accepted. Raises Refused where that is over 5 % of a
    table's keys and the request does not accept it.
    """
    gathered = gathered_keys(request.warehouse)
    with connection(empty_folder(gathered)) as con:
        gather(con, landed, gathered)
        found = _vanished(con, kept_keys(request.warehouse))
    refused = [each for each in found if each.is_too_many]
    if refused and not request.accept_vanished:
        also = ", ".join(each.table for each in refused[1:])
        raise Refused(
            f"{refused[0]}: over 5 %{f', and so it is in {also}' if also else ''}."
            " Export all rows again; where they are really gone, say"
            " --accept-vanished; another company belongs in another --warehouse."
        )
    for each in found:
        say(str(each))


def _vanished(con: duckdb.DuckDBPyConnection, kept: Path) -> list[Vanished]:
    if not kept.exists():
        return []
    try:
        con.execute(f"attach {literal(str(kept))} as kept (read_only)")
        names = con.execute(
            "select table_name from duckdb_tables() where database_name = 'kept'"
        ).fetchall()
        found = [_gone(con, table) for table in raw_contract() if (table,) in names]
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise NrrError(
            f"{kept}: the keys of the extract before cannot be read ({reason}): delete"
            " the file to go on without comparing."
        ) from error
    return [each for each in found if each.gone]


def _gone(con: duckdb.DuckDBPyConnection, table: str) -> Vanished:
    key = ", ".join(raw_contract()[table]["key"])
    text = f"concat_ws('|', {key})"
    keys, gone, examples = con.execute(
        f"select (select count(*) from kept.{table}), count(*), min({text}, 2)"
        f" from kept.{table} anti join gathered.{table} using ({key})"
    ).fetchone()
    return Vanished(table, keys, gone, examples)
