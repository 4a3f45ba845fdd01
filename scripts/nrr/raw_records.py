"""The records of a CSV file as RFC 4180 has them, and what can be wrong with one.

Nothing is guessed: a quote may stand only around a whole field, doubled inside.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

LONGEST_FIELD = 100_000  # bytes of UTF-8
# Characters. Reading stops here, so that an unclosed quote at the top of a
# file of gigabytes does not fill the memory.
LONGEST_RECORD = 4_000_000

FIELD = r'(?:"(?:[^"]++|"")*+"|[^",\r\n]*+)'
_FIELD = re.compile(FIELD)
_BOM = b"\xef\xbb\xbf"


@contextmanager
def open_text(path: Path, codec: str, errors: str = "strict") -> Iterator[TextIO]:
    """A file as text, line ends untouched, without its byte-order mark."""
    with path.open("rb") as binary:
        if binary.read(3) != _BOM:
            binary.seek(0)
        with io.TextIOWrapper(
            binary, encoding=codec, errors=errors, newline=""
        ) as lines:
            yield lines


def records(lines: TextIO) -> Iterator[tuple[int, str]]:
    """(the line it starts on, its text without the line end) of every record.

    Lines end with LF, CR or CRLF, also mixed; a line with nothing on it is no
    record. A record ends where its quotes are even in number. One whose quotes
    never are, or that is longer than LONGEST_RECORD, comes as far as read.
    """
    number = 0
    while line := lines.readline(LONGEST_RECORD):
        number += 1
        start = number
        if line.count('"') % 2:
            parts, length = [line], len(line)
            while length < LONGEST_RECORD and (line := lines.readline(LONGEST_RECORD)):
                number += 1
                parts.append(line)
                length += len(line)
                if line.count('"') % 2:
                    break
            line = "".join(parts)
        text = line.rstrip("\r\n")
        if text:
            yield start, text


def split_fields(text: str) -> tuple[list[str], str | None]:
    """The fields of one record, unquoted, and what is wrong with its quotes.

    The second is None (nothing), "open" (the last field's quote is never
    closed) or "stray" (text before or after the quotes of the last field).
    """
    fields: list[str] = []
    at = 0
    while True:
        end = _FIELD.match(text, at).end()  # type: ignore[union-attr]
        if end == at and text.startswith('"', at):
            return [*fields, text[at + 1 :]], "open"
        field = text[at:end]
        if field.startswith('"'):
            field = field[1:-1].replace('""', '"')
        fields.append(field)
        if end == len(text):
            return fields, None
        if text[end] != ",":
            return fields, "stray"
        at = end + 1


def whats_wrong(text: str, names: list[str]) -> str | None:
    """What is wrong with a record of a file with these column names, and the
    remedy; None where it is right."""
    fields, trouble = split_fields(text)
    for place, field in enumerate(fields):
        if len(field.encode("utf-8", "replace")) > LONGEST_FIELD:
            cause = "close its quote" if trouble == "open" else "shorten it"
            return (
                f"holds over {LONGEST_FIELD:,} bytes in {_column(place, names)}:"
                f" {cause}, or delete the row"
            )
    last = _column(len(fields) - 1, names)
    if trouble == "open":
        return (
            f"opens a quote in {last} that is never closed: close it, or double it"
            " where it belongs to the text"
        )
    if trouble == "stray":
        return (
            f"has a quote out of place in {last}: put quotes around the whole field"
            " and double those inside it"
        )
    if len(text) >= LONGEST_RECORD:
        return f"is over {LONGEST_RECORD:,} characters long: shorten or delete it"
    return _wrong_count(len(fields), len(names))


def _wrong_count(fields: int, expected: int) -> str | None:
    if fields == expected:
        return None
    remedy = (
        "quote the field that holds a comma"
        if fields > expected
        else "complete it (a field that holds a line break needs quotes)"
    )
    plural = "" if fields == 1 else "s"
    return (
        f"has {fields} field{plural}, the header has {expected}: {remedy},"
        " or delete the row"
    )


def _column(place: int, names: list[str]) -> str:
    return shown(names[place]) if place < len(names) else f"field {place + 1}"


def shown(text: str) -> str:
    """Text out of a file as it may stand in a sentence: short, on one line."""
    line = "".join(c if c.isprintable() else " " for c in text[:41])
    return line if len(text) <= 40 else f"{line[:40]}..."


def row_name(row: int, line: int) -> str:
    """What a person finds it by: `row 12`, with its line where that is not
    simply the next (row 0 is the header)."""
    if row == 0:
        return "the header" if line == 1 else f"the header (line {line})"
    return f"row {row}" if line == row + 1 else f"row {row} (line {line})"


def first_row_with(pattern: str, path: Path, codec: str) -> tuple[str, str]:
    """(row_name, the text found) of the first record in which the pattern
    occurs; bytes that do not decode appear as surrogates U+DC80 to U+DCFF."""
    search = re.compile(pattern).search
    with open_text(path, codec, "surrogateescape") as lines:
        for row, (line, text) in enumerate(records(lines)):
            if match := search(text):
                return row_name(row, line), match.group()
    return "the last row", ""
