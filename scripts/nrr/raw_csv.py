"""A CSV file, checked record by record and handed to DuckDB in one fixed form."""

import re
from pathlib import Path

from nrr.errors import Refused
from nrr.raw_bytes import check_csv_bytes
from nrr.raw_files import RawFile, Say
from nrr.raw_headers import Header, csv_header
from nrr.raw_records import (
    FIELD,
    LONGEST_FIELD,
    LONGEST_RECORD,
    open_text,
    records,
    row_name,
    whats_wrong,
)
from nrr.raw_tables import Source, file_literal

TELL_EVERY = 500_000  # rows
# The shortest text (characters) that may hold too long a field (bytes).
SUSPICIOUS = LONGEST_FIELD // 4


def csv_source(
    file: RawFile, declared: str, first: int, work: Path, say: Say
) -> Source:
    """A CSV file in the encoding declared, its rows numbered from `first`.

    Writes its canonical form into `work`. Raises Refused at the first thing
    wrong with its bytes, its header, or a record that is not RFC 4180 or has
    not as many fields as the header.
    """
    sha256, codec = check_csv_bytes(file, declared)
    header = csv_header(file, codec)
    if header is None:
        return Source(file, sha256, first)
    canonical = work / f"{first}.csv"
    rows, spans = _write_canonical(file, codec, header, first, canonical, say)
    return Source(
        file=file,
        sha256=sha256,
        first=first,
        rows=rows,
        header=header,
        relation=_relation(canonical, len(header.names), spans),
        texts={column: f"c{place + 1}" for column, place in header.places.items()},
        row_number="c0",
    )


def _write_canonical(
    file: RawFile, codec: str, header: Header, first: int, canonical: Path, say: Say
) -> tuple[int, bool]:
    """Write the records as UTF-8, each behind its row number and ended by LF.

    Returns how many there are, and whether one of them spans several lines.
    """
    commas = len(header.names) - 1
    is_record = re.compile(f"{FIELD}(?:,{FIELD}){{{commas}}}").fullmatch
    row, spans = 0, False
    with (
        open_text(file.path, codec) as lines,
        canonical.open("w", encoding="utf-8", newline="") as out,
    ):
        every = records(lines)
        next(every)
        for row, (line, text) in enumerate(every, 1):
            if '"' in text:
                is_right = is_record(text)
                spans = spans or "\n" in text or "\r" in text
            else:
                is_right = text.count(",") == commas
            if (not is_right or len(text) > SUSPICIOUS) and (
                wrong := whats_wrong(text, header.names)
            ):
                raise Refused(f"{file.name}: {row_name(row, line)} {wrong}.")
            out.write(f"{first + row - 1},{text}\n")
            if row % TELL_EVERY == 0:
                say(f"{file.name}: {row:,} rows read")
    return row, spans


def _relation(canonical: Path, fields: int, spans: bool) -> str:
    """The canonical form as DuckDB reads it: everything fixed, nothing detected.

    Records that span lines are read by one thread: none can then begin to read
    in the middle of a quoted field and take a line of it for a record.
    """
    names = "".join(f", 'c{place + 1}': 'VARCHAR'" for place in range(fields))
    longest = LONGEST_RECORD * 4 + 32  # bytes: UTF-8 takes up to 4 a character
    return (
        f"read_csv({file_literal(canonical)}, auto_detect = false,"
        f" columns = {{'c0': 'BIGINT'{names}}}, header = false, skip = 0,"
        " delim = ',', quote = '\"', escape = '\"', new_line = '\\n', comment = '',"
        " nullstr = '', encoding = 'utf-8', compression = 'none',"
        " hive_partitioning = false, strict_mode = true, null_padding = false,"
        f" ignore_errors = false, max_line_size = {longest},"
        f" buffer_size = {2 * longest}, parallel = {str(not spans).lower()})"
    )
