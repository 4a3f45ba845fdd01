"""fct_reserved_expansions, its fulfilments, and the reserved part of each driver."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .ledger import Ledger
from .reservations import FULFILLING, Causes, Step
from .retention import Fulfilled
from .settings import Settings, month_start
from .values import money

Row = dict[str, Any]
# {(account, product, month, driver): MRR that fulfils steps}
ReservedCauses = dict[tuple[str, str, int, str], int]


def fulfilled_in(step: Step) -> int | None:
    """The month in which the last of a step was taken up, None where it was not."""
    return None if step.unfulfilled else max(step.fulfilled)


def status_of(step: Step, settings: Settings) -> str:
    """What became of a step, the first that holds."""
    is_over = step.planned <= settings.last_month
    holds = {
        "fulfilled": step.unfulfilled == 0,
        "cancelled": step.is_cancelled,
        "lapsed": step.lapsed is not None,
        "partially_fulfilled": is_over and bool(step.fulfilled),
        "overdue": is_over,
    }
    return next((name for name, is_so in holds.items() if is_so), "pending")


def timing_of(step: Step, settings: Settings) -> str | None:
    """When a fulfilled step was taken up, beside the plan."""
    month = fulfilled_in(step)
    if month is None:
        return None
    if month < step.planned:
        return "early"
    is_late = month > step.planned + settings.reserved_grace_months
    return "late" if is_late else "on_time"


def months_late(step: Step, settings: Settings) -> int | None:
    """Months after the plan; so far, where it is not taken up."""
    month = fulfilled_in(step)
    if status_of(step, settings) in ("partially_fulfilled", "overdue"):
        month = settings.last_month
    return None if month is None else month - step.planned


def is_due(step: Step, settings: Settings) -> bool:
    """Whether it is planned for the fiscal quarter people are working in."""
    now = settings.last_month + 1

    def quarter(month: int) -> tuple[int, int]:
        return settings.fiscal_year(month), settings.fiscal_quarter(month)

    return quarter(step.planned) == quarter(now)


def shown(month: int | None) -> Any:
    """A month as a date."""
    return None if month is None else month_start(month)


def reserved_expansions(steps: list[Step], settings: Settings) -> Iterator[Row]:
    """One row a step."""
    for step in steps:
        fulfilled = step.reserved - step.unfulfilled
        yield {
            "reserved_expansion_id": step.step_id,
            "account_id": step.account,
            "product_id": step.product,
            "opportunity_id": step.opportunity,
            "expansion_kind": step.kind,
            "agreed_date": step.agreed,
            "planned_month": month_start(step.planned),
            "reserved_mrr": money(step.reserved),
            "reserved_seats": step.seats,
            "fulfilled_mrr": money(fulfilled),
            "unfulfilled_mrr": money(step.unfulfilled),
            "fulfilment_rate": fulfilled / step.reserved,
            "first_fulfilled_month": shown(min(step.fulfilled, default=None)),
            "fully_fulfilled_month": shown(fulfilled_in(step)),
            "status": status_of(step, settings),
            "timing": timing_of(step, settings),
            "months_late": months_late(step, settings),
            "is_due_this_quarter": is_due(step, settings),
            "owner_id": step.owner,
        }


def fulfilments(steps: list[Step]) -> Iterator[Row]:
    """One row a step and month with any."""
    for step in steps:
        for month, mrr in step.fulfilled.items():
            yield {
                "reserved_expansion_id": step.step_id,
                "account_id": step.account,
                "product_id": step.product,
                "month": month_start(month),
                "fulfilled_mrr": money(mrr),
                "is_explicit_link": month in step.linked,
            }


def reserved_causes(steps: list[Step], causes: Causes) -> ReservedCauses:
    """What each driver gave to steps, in the order of FULFILLING."""
    left: dict[tuple[str, str, int], int] = defaultdict(int)
    for step in steps:
        for month, mrr in step.fulfilled.items():
            left[step.account, step.product, month] += mrr
    found: ReservedCauses = {}
    for key, rest in left.items():
        for driver, mrr in sorted(causes[key], key=lambda c: FULFILLING.index(c[0])):
            given = min(mrr, rest)
            found[*key, driver] = given
            rest -= given
    return found


def fulfilled_series(
    steps: list[Step], ledger: Ledger, families: dict[str, str | None]
) -> Fulfilled:
    """What fulfilled steps, by account and product family ("": all of them)."""
    found: Fulfilled = defaultdict(lambda: defaultdict(int))
    for step in steps:
        for month, mrr in step.fulfilled.items():
            for family in ("", families.get(step.product) or "unknown"):
                found[step.account, family][month - ledger.first] += mrr
    return found


def reserved_monthly(
    steps: list[Step], dimensions: dict[str, dict[str, str]], settings: Settings
) -> Iterator[Row]:
    """fct_reserved_expansions_monthly: by planned month, what became of the steps."""
    groups: dict[tuple[int, str, str], list[Step]] = defaultdict(list)
    for step in steps:
        for dimension, value in dimensions[step.account].items():
            groups[step.planned, dimension, value].append(step)
    for (planned, dimension, value), members in groups.items():
        last = planned + settings.reserved_grace_months
        sums: dict[str, int] = defaultdict(int)
        for step in members:
            sums["reserved"] += step.reserved
            sums["fulfilled"] += step.reserved - step.unfulfilled
            sums["on_time"] += sum(v for m, v in step.fulfilled.items() if m <= last)
            sums[status_of(step, settings)] += step.unfulfilled
        fulfilled_steps = sum(step.unfulfilled == 0 for step in members)
        yield {
            "planned_month": month_start(planned),
            "dimension": dimension,
            "dimension_value": value,
            "steps": len(members),
            "fulfilled_steps": fulfilled_steps,
            "reserved_mrr": money(sums["reserved"]),
            "fulfilled_mrr": money(sums["fulfilled"]),
            "fulfilled_on_time_mrr": money(sums["on_time"]),
            "cancelled_mrr": money(sums["cancelled"]),
            "lapsed_mrr": money(sums["lapsed"]),
            "overdue_mrr": money(sums["partially_fulfilled"] + sums["overdue"]),
            "pending_mrr": money(sums["pending"]),
            "fulfilment_rate": sums["fulfilled"] / sums["reserved"],
            "on_time_rate": sums["on_time"] / sums["reserved"],
            "fulfilled_steps_rate": fulfilled_steps / len(members),
        }
