"""The header of a raw file: which of its columns is which of the contract's."""

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from nrr.contract import columns, required_columns
from nrr.errors import Refused
from nrr.raw_files import RawFile
from nrr.raw_records import (
    LONGEST_RECORD,
    open_text,
    records,
    shown,
    split_fields,
    whats_wrong,
)

DELIMITERS = {";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
PREAMBLE_LINES = 50


@dataclass(frozen=True)
class Header:
    """The columns of a file, and where in it the contract's columns stand."""

    names: list[str]
    places: dict[str, int]  # contract column: its place in `names`, from 0
    ignored: list[str]  # names the contract does not know

    def missing(self, table: str) -> list[str]:
        """The (optional) contract columns this file does not have."""
        return [column for column in columns(table) if column not in self.places]


def check_header(file: RawFile, found: list[str]) -> Header:
    """The header of a CSV or Parquet file, from its column names as they stand.

    Names are compared without surrounding blanks and in any case. Raises
    Refused for a name that is blank or stands twice, and for a required column
    that is missing.
    """
    names = [name.replace("\ufeff", "").strip() for name in found]
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if not name:
            raise Refused(
                f"{file.name}: column {place + 1} has no name in the header: name it,"
                " or delete the column."
            )
        first = places.setdefault(name.lower(), place)
        if first != place:
            raise Refused(
                f"{file.name}: the header has {shown(name)} twice (columns {first + 1} and"
                f" {place + 1}): rename or delete one of them."
            )
    known = columns(file.table)
    ignored = [name for name in names if name.lower() not in known]
    for column in required_columns(file.table):
        if column not in places:
            raise Refused(_missing(file, column, ignored))
    return Header(
        names, {name: places[name] for name in known if name in places}, ignored
    )


def csv_header(file: RawFile, codec: str) -> Header | None:
    """The header of a CSV file whose bytes are checked; None where it is empty.

    Raises Refused, besides for what check_header refuses, where the first
    record is no header: another delimiter, lines before it, or none at all.
    """
    with open_text(file.path, codec) as lines:
        line, text = next(records(lines), (0, ""))
    if not text:
        return None
    names, trouble = split_fields(text)
    known = _known(text, ",", file.table)
    if trouble or not known.issuperset(required_columns(file.table)):
        _check_delimiter(file, text, len(known))
        _check_preamble(file, codec, line)
        if not known:
            raise Refused(
                f"{file.name}: line {line} holds none of the columns of"
                f" {file.table}: add a header line ({', '.join(columns(file.table))})."
            )
    if trouble and (wrong := whats_wrong(text, [])):
        raise Refused(f"{file.name}: the header {wrong}.")
    return check_header(file, names)


def _check_delimiter(file: RawFile, text: str, known: int) -> None:
    """Refuse where another delimiter than the comma finds more than `known`
    columns of the contract in the first record."""
    for delimiter, what in DELIMITERS.items():
        if len(_known(text, delimiter, file.table)) > known:
            raise Refused(
                f"{file.name}: its fields are separated by {what}: save it with commas."
            )


def _check_preamble(file: RawFile, codec: str, first: int) -> None:
    """Refuse where a later line is the header, whatever its delimiter."""
    required = set(required_columns(file.table))
    with open_text(file.path, codec) as lines:
        top = iter(lambda: lines.readline(LONGEST_RECORD), "")
        for number, line in enumerate(islice(top, PREAMBLE_LINES), 1):
            if number > first and any(
                required <= _known(line, delimiter, file.table)
                for delimiter in (",", *DELIMITERS)
            ):
                raise Refused(
                    f"{file.name}: the header seems to stand on line {number}: delete"
                    " the lines above it."
                )


def _known(line: str, delimiter: str, table: str) -> set[str]:
    """The contract's columns among the cells of a line, split plainly."""
    cells = {cell.strip(' "\ufeff\r\n\t').lower() for cell in line.split(delimiter)}
    return cells.intersection(columns(table))


def _missing(file: RawFile, column: str, candidates: list[str]) -> str:
    by_lower = {name.lower(): name for name in candidates}
    near = get_close_matches(column, by_lower, n=1)
    if near:
        remedy = f"rename the column {shown(by_lower[near[0]])}, if it is the one"
    else:
        remedy = "add it"
    return f"{file.name}: the required column {column} is missing: {remedy}."
