"""How results look: tables for people, CSV and JSON for programs."""

import csv
import json
import sys
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from nrr.errors import WrongUse

NOTHING = "–"
WIDEST = 100_000
FORMATS = ("table", "csv", "json")
# What a spreadsheet would take for a formula; a Japanese one also in full width.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SHORT = {
    "dimension_value": "",
    "opening_accounts": "accounts",
    "retained_accounts": "kept",
    "net_revenue_retention": "NRR",
    "gross_revenue_retention": "GRR",
    "logo_retention": "logos",
}


def console() -> Console:
    """Results on stdout; a pipe is as wide as what is written to it."""
    wide = None if sys.stdout.isatty() else WIDEST
    return Console(highlight=False, width=wide)


def whole(value: Decimal) -> int:
    """Money to the whole unit, half away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def amount(value: Decimal | None) -> str:
    """Money as 1,234,567."""
    return NOTHING if value is None else f"{whole(value):,}"


def counted(number: int, noun: str) -> str:
    """1 row, 1,234 rows."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(value: float | None) -> str:
    """A ratio of 1.083 as 108.3 %."""
    return NOTHING if value is None else f"{100 * value:,.1f} %"


def plain(value: Any) -> str:
    """Any value of a query as a person reads it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,}"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def table(
    headers: list[str], rows: list[list[str]], is_left: Sequence[bool | int]
) -> Table:
    """A table of texts; `is_left` says which columns are texts, not numbers."""
    drawn = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        header_style="bold",
    )
    for header, left in zip(headers, is_left, strict=True):
        drawn.add_column(Text(header), justify="left" if left else "right")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    return drawn


def print_table(
    headers: list[str], rows: list[list[str]], is_left: Sequence[bool | int]
) -> None:
    """A table on stdout; too wide for the terminal, it is turned, or row by row.

    Nothing is ever cut off.
    """
    target = console()
    turned = [headers[0], *(row[0] for row in rows)]
    columns = [list(column) for column in zip(headers, *rows, strict=True)][1:]
    for drawn in (
        table(headers, rows, is_left),
        table(turned, columns, [1] + [0] * len(rows)),
    ):
        options = target.options.update(max_width=WIDEST)
        if Measurement.get(target, options, drawn).maximum <= target.width:
            target.print(drawn)
            return
    indent = max(map(len, headers))
    for row in rows:
        for header, cell in zip(headers, row, strict=True):
            target.print(f"{header:<{indent}}  {cell}", markup=False)
        target.print()


def check_format(format: str) -> None:
    """WrongUse for a format there is not."""
    if format not in FORMATS:
        raise WrongUse(f"--format {format}: one of {', '.join(FORMATS)}.")


def print_measures(
    headers: list[str], rows: list[tuple[Any, ...]], format: str
) -> None:
    """Rows of one name and its measures: rounded for people, exact for programs."""
    if format != "table":
        print_rows(headers, rows, format)
        return
    cells = [[row[0], *map(_measure, headers[1:], row[1:])] for row in rows]
    words = [SHORT.get(h, h.removesuffix("_mrr")) for h in headers]
    print_table(words, cells, [1] + [0] * (len(words) - 1))


def _measure(header: str, value: Any) -> str:
    if header.endswith("_mrr"):
        return amount(value)
    if header.endswith("_accounts"):
        return f"{value:,}"
    return percent(value)


def print_rows(headers: list[str], rows: list[tuple[Any, ...]], format: str) -> None:
    """Rows on stdout as csv or json."""
    _write_csv(headers, rows) if format == "csv" else _write_json(headers, rows)


def _write_csv(headers: list[str], rows: list[tuple[Any, ...]]) -> None:
    """CSV on stdout; text a spreadsheet would run gets an apostrophe (T16)."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(value).lower() if isinstance(value, bool) else value


def _write_json(headers: list[str], rows: list[tuple[Any, ...]]) -> None:
    """A JSON array of objects on stdout."""
    print_json([dict(zip(headers, row, strict=True)) for row in rows])


def print_json(value: Any) -> None:
    """Any value as JSON on stdout; decimals and days as text, so they stay exact."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
