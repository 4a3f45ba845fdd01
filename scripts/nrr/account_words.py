"""An account's story for people at a terminal."""

from decimal import Decimal
from math import ceil

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from nrr.account import Row, Story
from nrr.account_tables import NUMBERS, TABLES
from nrr.output import amount, counted, percent, table

BARS = " ▁▂▃▄▅▆▇█"
MONTHS_SHOWN = 60
# what is said of the next step, and how its figure is written
FACTS = (
    ("adoption_rate", "adoption {}", percent),
    ("seat_penetration", "{} of addressable seats sold", percent),
    ("white_space_arr", "white space ARR {}", amount),
    ("reserved_arr_ahead", "reserved ARR ahead {}", amount),
)


def tell(console: Console, story: Story) -> None:
    """Print the story; what there is nothing to say of is left out."""
    _who(console, story["account"])
    _mrr(console, story["mrr"])
    for section, (title, cells) in TABLES.items():
        rows = list(map(cells, story[section]))
        if not rows:
            continue
        console.print(f"\n[bold]{title}[/]")
        headers = list(rows[0])
        drawn = table(
            headers,
            [list(row.values()) for row in rows],
            [header not in NUMBERS for header in headers],
        )
        console.print(Padding(drawn, (0, 0, 0, 2), expand=False))
    if story["next"]:
        _next(console, story["next"])


def _who(console: Console, account: Row) -> None:
    console.print(Text(f"{account['account_name']} ({account['account_id']})", "bold"))
    about = [account[name] for name in ("size_segment", "industry", "region")]
    known = [value for value in about if value != "unknown"]
    if account["employee_count"] is not None:
        known.append(counted(account["employee_count"], "employee"))
    if account["is_reserved_at_sale"]:
        known.append("reserved at the sale")
    if account["ultimate_parent_id"] != account["account_id"]:
        known.append(f"part of {account['ultimate_parent_id']}")
    if known:
        console.print(", ".join(known), markup=False)


def _mrr(console: Console, months: list[Row]) -> None:
    """What it pays, and one bar a month since it first paid."""
    if not months:
        console.print("It has never had MRR.")
        return
    amounts = [row["mrr"] for row in months]
    first, last = months[0], months[-1]
    seats = f", {counted(last['seats'], 'seat')}" if last["seats"] else ""
    console.print(
        f"MRR {amount(last['mrr'])} in {last['month']:%Y-%m}{seats};"
        f" first {amount(first['mrr'])} in {first['month']:%Y-%m},"
        f" highest {amount(max(amounts))}",
        markup=False,
    )
    shown = amounts[-MONTHS_SHOWN:]
    console.print(f"{bars(shown)} {counted(len(shown), 'month')}", style="dim")


def bars(amounts: list[Decimal]) -> str:
    """One bar an amount, the highest full; one of nothing is blank."""
    top, steps = max(amounts), len(BARS) - 1
    if not top:
        return BARS[0] * len(amounts)
    return "".join(BARS[ceil(steps * value / top)] for value in amounts)


def _next(console: Console, facts: Row) -> None:
    console.print(f"\n[bold]Next: {facts['next_step']}[/]")
    parts = [f"{facts['readiness_points']} of 4 points of the practice hold"]
    parts += [
        said.format(written(facts[name]))
        for name, said, written in FACTS
        if facts[name]
    ]
    if points := facts["nrr_contribution_points"]:
        parts.append(f"{points:+.2f} points of the 12-month NRR")
    console.print("; ".join(parts), markup=False)
