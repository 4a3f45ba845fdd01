"""The manifest a user may put beside the files, to prove that all of it arrived.

`manifest.json`, in the raw folder itself (every key but "files" is optional):

    {"files": {"billing_invoice_lines.csv": {
        "rows": 123,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "sums": {"amount": "123.45"}
    }}}

Files are named by their path relative to the folder. `rows` counts records
without the header, `sha256` is that of the file's bytes, `sums` holds the
exact sum of columns of the contract (blank fields count as nothing).
"""

import json
from decimal import Decimal, InvalidOperation, localcontext
from pathlib import Path
from typing import Any

import duckdb

from nrr.contract import columns
from nrr.errors import Refused
from nrr.raw_files import MANIFEST, RawFile
from nrr.raw_records import shown
from nrr.raw_tables import Source, file_literal

# {file name: what is expected of it}
Manifest = dict[str, dict[str, Any]]
KEYS = {"rows": int, "sha256": str, "sums": dict}
FORM = '{"files": {"<file>": {"rows": 1, "sha256": "...", "sums": {"amount": "1.5"}}}}'


def read_manifest(raw: Path) -> Manifest:
    """{file name: what is expected of it}; empty where there is no manifest.

    Raises Refused where it is not as described above, or lists a file that is
    not there.
    """
    path = raw / MANIFEST
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except ValueError as error:
        raise Refused(f"{MANIFEST}: is no JSON ({error}): correct it.") from None
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(files, dict):
        raise Refused(f'{MANIFEST}: has no "files": write it as {FORM}.')
    for name, expected in files.items():
        _check_entry(raw, name, expected)
    return files


def _check_entry(raw: Path, name: str, expected: object) -> None:
    kinds = expected if isinstance(expected, dict) else {"": None}
    for key, value in kinds.items():
        if key not in KEYS or not isinstance(value, KEYS[key]):
            raise Refused(
                f"{MANIFEST}: {name} has an entry {shown(key)!r} that cannot be checked: write"
                f" it as {FORM}."
            )
    if not (raw / name).is_file():
        raise Refused(
            f"{MANIFEST}: lists {name}, which is not there: add the file, or delete"
            " its entry."
        )


def check_manifest(
    con: duckdb.DuckDBPyConnection, source: Source, manifest: Manifest, target: Path
) -> None:
    """Refuse a landed file that is not what the manifest expects."""
    file = source.file
    expected = manifest.get(file.name, {})
    sha256 = expected.get("sha256", source.sha256).lower()
    _compare(file, "sha256", sha256, source.sha256)
    _compare(file, "row count", expected.get("rows", source.rows), source.rows)
    for column, total in expected.get("sums", {}).items():
        if column not in columns(file.table):
            raise Refused(
                f"{MANIFEST}: sums {column} of {file.name}, which is no column of"
                f" {file.table}: correct or delete it."
            )
        wanted = _decimal(total)
        if wanted is None:
            raise Refused(
                f"{MANIFEST}: the sum of {column} of {file.name} is {shown(str(total))}, not a"
                " number: correct it."
            )
        _compare(file, f"sum of {column}", wanted, _sum(con, file, column, target))


def _compare(file: RawFile, what: str, expected: object, found: object) -> None:
    if expected != found:
        raise Refused(
            f"{file.name}: its {what} is {found}, but {MANIFEST} expects {expected}:"
            " transfer the file again, or correct the manifest."
        )


def _sum(
    con: duckdb.DuckDBPyConnection, file: RawFile, column: str, target: Path
) -> Decimal:
    """The exact sum of one column of a landed file, of whatever size."""
    texts = con.execute(
        f"select row_number, {column} from read_parquet({file_literal(target)})"
        f" where source_file = $name and {column} is not null",
        {"name": file.name},
    )
    total = Decimal(0)
    with localcontext(prec=100):
        while batch := texts.fetchmany(10_000):
            for _, text in batch:
                number = _decimal(text)
                if number is None:
                    raise Refused(
                        f"{file.name}: {MANIFEST} gives a sum of {column}, which holds"
                        f" {shown(text)}, not a number: correct the row, or delete the sum."
                    )
                total += number
    return total


def _decimal(text: object) -> Decimal | None:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in str(text) else None
