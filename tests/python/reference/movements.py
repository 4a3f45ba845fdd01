"""fct_mrr_movements and fct_mrr_movement_drivers."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .ledger import NOTHING, Ledger, State
from .settings import month_start
from .values import money, round_away

Row = dict[str, Any]


def shown_seats(seats: int | None) -> int | None:
    """Seats as a whole number."""
    return None if seats is None else round_away(Fraction(seats, 10**4))


def movement_type(previous: int, current: int, *, had_mrr: bool) -> str:
    """What an account's change from one month end to the next is called."""
    if previous == current:
        return "none"
    if previous == 0:
        return "reactivation" if had_mrr else "new"
    if current == 0:
        return "churn"
    return "expansion" if current > previous else "contraction"


def _seats_change(before: State, after: State) -> int | None:
    if before.seats is None or after.seats is None:
        return None
    return after.seats - before.seats


def product_drivers(
    account_type: str, before: State, after: State
) -> list[tuple[str, int, int | None]]:
    """The causes of one product's change: (driver, MRR change, seats change).

    The whole change of seats stands on the driver that is about seats, or on
    the only driver; price and plan drivers change no seats (unknown where
    seats are unknown).
    """
    change = after.mrr - before.mrr
    seats = _seats_change(before, after)
    if account_type in ("new", "reactivation", "churn"):
        name = "new_business" if account_type == "new" else account_type
        return [(name, change, seats)] if change else []
    if before.mrr == 0 or after.mrr == 0:
        name = "cross_sell" if change > 0 else "product_loss"
        return [(name, change, seats)] if change else []
    by_seats = 0
    if seats is not None and before.seats and after.seats:
        by_seats = round_away(Fraction(seats * before.mrr, before.seats))
    rest = change - by_seats
    cause = "plan" if before.plans != after.plans else "price"
    up, down = {"plan": ("upgrade", "downgrade"), "price": ("increase", "decrease")}[
        cause
    ]
    drivers: list[tuple[str, int, int | None]] = []
    if by_seats:
        name = "seat_expansion" if by_seats > 0 else "seat_contraction"
        drivers.append((name, by_seats, seats))
    if rest:
        unchanged = None if seats is None else 0
        drivers.append((f"{cause}_{up if rest > 0 else down}", rest, unchanged))
    return drivers


def movements(ledger: Ledger) -> Iterator[Row]:
    """A row wherever an account's month-end MRR changes."""
    for account, states in ledger.accounts.items():
        before, had_mrr = NOTHING, False
        for month in ledger.months:
            after = states.get(month, NOTHING)
            kind = movement_type(before.mrr, after.mrr, had_mrr=had_mrr)
            if kind != "none":
                yield {
                    "account_id": account,
                    "month": month_start(month),
                    "movement_type": kind,
                    "previous_mrr": money(before.mrr),
                    "mrr_change": money(after.mrr - before.mrr),
                    "current_mrr": money(after.mrr),
                    "previous_seats": shown_seats(before.seats),
                    "current_seats": shown_seats(after.seats),
                }
            before, had_mrr = after, had_mrr or after.mrr > 0


def drivers(
    ledger: Ledger, reserved: dict[tuple[str, str, int, str], int]
) -> Iterator[Row]:
    """The same changes, product by product and cause by cause.

    reserved: by account, product, month and driver, what fulfils steps.
    """
    for account, products in ledger.products.items():
        totals = ledger.accounts[account]
        first = ledger.first_month(account)
        for product, states in products.items():
            for month in ledger.months:
                kind = movement_type(
                    totals.get(month - 1, NOTHING).mrr,
                    totals.get(month, NOTHING).mrr,
                    had_mrr=first is not None and first < month,
                )
                before = states.get(month - 1, NOTHING)
                after = states.get(month, NOTHING)
                for name, change, seats in product_drivers(kind, before, after):
                    yield {
                        "account_id": account,
                        "product_id": product,
                        "month": month_start(month),
                        "movement_type": kind,
                        "driver": name,
                        "mrr_change": money(change),
                        "seats_change": shown_seats(seats),
                        "reserved_mrr_change": money(
                            reserved.get((account, product, month, name), 0)
                        ),
                    }
