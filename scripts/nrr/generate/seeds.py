"""Writes the sample company into seeds/: python -m nrr.generate.seeds.

Beside the tables: the list of the deliberately dirty rows, for readers in
seeds/README.md and for tests in tests/python/expected_dirty_rows.csv.
"""

import csv
import io
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from nrr.contract import PROJECT, raw_contract, seed_folder
from nrr.generate.company import LAST_MONTH, SEED, generate, told

ACCOUNTS = 400
README = PROJECT / "seeds" / "README.md"
EXPECTED = PROJECT / "tests" / "python" / "expected_dirty_rows.csv"

INTRODUCTION = """\
# The sample company

Made up by `nrr.generate`: a Japanese company that sells field-sales software by
the seat (地図営業, 名刺管理), a flat option (分析オプション) and a metered
interface (外部連携API) to {accounts} accounts, over 48 months to {last_month}.
No row describes a real company or person. One CSV file per raw table, all columns
text, in three folders: `billing/` (the billing system, and exchange rates),
`crm/` and `product/` (usage).

`python -m nrr.generate.seeds` writes these files, this page and
`tests/python/expected_dirty_rows.csv` again, byte for byte the same; a test holds
them to it. To change the company, change `scripts/nrr/generate/`.

Rows are recorded as a source records them: an item first open and again when it
ends, an opportunity when opened and when closed, corrections later under the same
key, deletions as a row of their own, some changes weeks late.

## Deliberately dirty rows

Each row below shows a case of what may arrive instead of good data (`case`). A row
is *accepted* (read, normalised where needed), *superseded* (by an equal or later
row of its key), an *issue* (read, and listed in `fct_data_issues`), *rejected* (in
`fct_rejected_rows`), or *not yet known* (recorded after the last day). No table has
1 % of its rows rejected. What a later row supersedes, and the zero-length items and
corrections of an ordinary history, are not listed.
"""


class DirtyRow(NamedTuple):
    """What becomes of one dirty row; code is its reason_code or issue_code."""

    source_table: str
    row_key: str
    case_id: str
    outcome: str
    reason_code_or_issue_code: str
    note: str


def write_seeds() -> None:
    """Replace every seed file by the sample company's, and the lists beside them."""
    with tempfile.TemporaryDirectory() as folder:
        generate(ACCOUNTS, Path(folder))
        for table in raw_contract():
            name = f"{table}.csv"
            shutil.move(Path(folder) / name, seed_folder(table) / name)
    rows = dirty_rows()
    README.write_text(readme(rows), encoding="utf-8")
    EXPECTED.write_text(expected_csv(rows), encoding="utf-8")


def dirty_rows() -> list[DirtyRow]:
    """Every deliberately dirty row of the sample company, by table as listed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        told(1, SEED, LAST_MONTH, Path(folder)) as connection,
    ):
        listed = connection.execute(
            "select source_table, cells, case_id, outcome, code, note from dirty_rows"
        ).fetchall()
    tables = list(raw_contract())
    listed.sort(key=lambda row: tables.index(row[0]))
    return [
        DirtyRow(table, row_key(table, cells, code), case, outcome, code, note)
        for table, cells, case, outcome, code, note in listed
    ]


def row_key(table: str, cells: dict[str, str], code: str) -> str:
    """The key as staging names the row: its values joined by |, dates with dashes."""
    if code == "fx_stale":  # of a currency, not of a row
        return cells["from_currency"]
    key = raw_contract()[table]["key"]
    return "|".join(cells[column] for column in key).replace("/", "-")


def expected_csv(rows: list[DirtyRow]) -> str:
    """The dirty rows as CSV text, with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(DirtyRow._fields)
    writer.writerows(rows)
    return text.getvalue()


def readme(rows: list[DirtyRow]) -> str:
    """The page that introduces the sample company and lists its dirty rows."""
    parts = [INTRODUCTION.format(accounts=ACCOUNTS, last_month=LAST_MONTH)]
    for table in raw_contract():
        lines = [
            "| {} | {} | {} | {} |".format(
                row.row_key.replace("|", r"\|"), row.case_id, row.note, fate(row)
            )
            for row in rows
            if row.source_table == table
        ]
        if lines:
            header = ["| key | case | what it holds | outcome |", "|---|---|---|---|"]
            parts.append("\n".join([f"### {table}", "", *header, *lines, ""]))
    return "\n".join(parts)


def fate(row: DirtyRow) -> str:
    """The outcome in words, with its code where it has one."""
    outcome = row.outcome.replace("_", " ")
    code = row.reason_code_or_issue_code
    return f"{outcome}: `{code}`" if code else outcome


if __name__ == "__main__":
    write_seeds()
