"""`nrr reserved`: which agreed steps are due this quarter, which are overdue, by whom.

Only what is open is listed: planned and not taken up, or not all of it.
"""

from decimal import Decimal
from typing import Any

import duckdb

from nrr.errors import WrongUse
from nrr.output import amount, console, counted, print_rows
from nrr.rounded import print_rounded

# what steps are put together by: its value for a step
GROUPS = {
    "owner": "steps.owner_id",
    "segment": "coalesce(accounts.size_segment, 'unknown')",
}

OPEN_STEPS = """
with all_steps as (
    select
        steps.*,
        coalesce(accounts.account_name, steps.account_id) as account_name,
        {group} as group_name,
        steps.status in ('overdue', 'partially_fulfilled') as is_overdue
    from marts.fct_reserved_expansions as steps
    left join marts.dim_accounts as accounts
        on steps.account_id = accounts.account_id
),

open_steps as (
    select * from all_steps
    where
        is_overdue
        or (status = 'pending' and is_due_this_quarter and not $only_overdue)
)
"""

LIST = """
select
    strftime(planned_month, '%Y-%m') as planned,
    status,
    months_late,
    account_name as account,
    product_id as product,
    reserved_mrr,
    unfulfilled_mrr as open_mrr,
    owner_id as owner,
    reserved_expansion_id as step
from open_steps
order by planned_month, unfulfilled_mrr desc, reserved_expansion_id
"""

TOTALS = """
select
    group_name,
    count(*) filter (not is_overdue) as due_steps,
    coalesce(sum(unfulfilled_mrr) filter (not is_overdue), 0) as due_mrr,
    count(*) filter (is_overdue) as overdue_steps,
    coalesce(sum(unfulfilled_mrr) filter (is_overdue), 0) as overdue_mrr,
    max(months_late) as most_months_late
from open_steps
group by group_name
order by overdue_mrr desc, due_mrr desc, group_name
"""

Rows = list[tuple[Any, ...]]


def reserved(
    connection: duckdb.DuckDBPyConnection, only_overdue: bool, by: str | None
) -> tuple[list[str], Rows]:
    """Column names and rows: one an open step, or one a group with its totals.

    MRR in the reporting currency. Raises WrongUse for a group there is not.
    """
    if by is not None and by not in GROUPS:
        raise WrongUse(f"--by {by}: one of {', '.join(GROUPS)}.")
    steps = OPEN_STEPS.format(group=GROUPS.get(by or "owner"))
    found = connection.execute(
        steps + (TOTALS if by else LIST), {"only_overdue": only_overdue}
    )
    names = [column[0] for column in found.description]
    return [by if name == "group_name" else name for name in names], found.fetchall()


def show(headers: list[str], rows: Rows, format: str) -> None:
    """Print them: rounded for people, with a line that sums up; exact for programs."""
    if format != "table":
        print_rows(headers, rows, format)
        return
    if not rows:
        console().print("Nothing is due this quarter, and nothing is overdue.")
        return
    print_rounded(headers, rows)
    if "status" in headers:
        _sum_up([dict(zip(headers, row, strict=True)) for row in rows])


def _sum_up(steps: list[dict[str, Any]]) -> None:
    """How many steps are overdue and due, and their open MRR."""
    overdue = [step for step in steps if step["status"] != "pending"]
    due = [step for step in steps if step["status"] == "pending"]
    parts = [
        f"{counted(len(group), 'step')} {word}: {_total(group)} MRR"
        for group, word in ((overdue, "overdue"), (due, "due this quarter"))
        if group
    ]
    console().print("\n" + "; ".join(parts))


def _total(steps: list[dict[str, Any]]) -> str:
    return amount(sum((step["open_mrr"] for step in steps), Decimal(0)))
