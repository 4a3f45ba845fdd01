"""What two versions count apart, by month, account or item: tables of rows.py."""

from typing import Any

import duckdb

from nrr.diff.rows import CAUSES
from nrr.errors import WrongUse

LEVELS = ("month", "account", "item")

MONTH = f"""
with by_cause as (
    select
        months.month,
        {
    ", ".join(
        f"coalesce(sum(mrr) filter (cause = '{cause}'), 0) as {cause}_mrr"
        for cause in CAUSES
    )
}
    from months
    left join changes on changes.month <= months.month
    group by months.month
)
select
    strftime(month, '%Y-%m') as month,
    older_mrr,
    newer_mrr,
    newer_mrr - older_mrr as difference_mrr,
    {", ".join(f"{cause}_mrr" for cause in CAUSES)},
    older_retention,
    newer_retention
from months
inner join by_cause using (month)
where
    older_mrr <> newer_mrr
    or older_retention is distinct from newer_retention
    or {" or ".join(f"{c}_mrr <> 0" for c in CAUSES)}
order by month
"""

# An account's difference holds from one change to the next: no month is spelt out.
ACCOUNT = """
with account_changes as (
    select
        account_id,
        month,
        sum(mrr) as mrr
    from changes
    group by account_id, month
),
states as (
    select
        account_id,
        month,
        sum(mrr) over (partition by account_id order by month) as difference
    from account_changes
),
causes as (
    select
        account_id,
        count(distinct item) as items,
        string_agg(distinct cause, ', ' order by cause) as causes
    from changes
    group by account_id
),
largest as (
    select
        account_id,
        strftime(min(month), '%Y-%m') as first_month,
        arg_max(difference, abs(difference)) as largest_mrr,
        arg_max(difference, month) as last_mrr
    from states
    group by account_id
    having max(abs(difference)) <> 0
)
select
    largest.account_id as account,
    coalesce(newer.account_name, older.account_name, '') as name,
    first_month,
    largest_mrr,
    last_mrr,
    items,
    causes
from largest
inner join causes using (account_id)
left join newer.marts.dim_accounts as newer using (account_id)
left join older.marts.dim_accounts as older using (account_id)
order by abs(largest_mrr) desc, account
"""

ITEM = """
select
    item,
    cause,
    coalesce(newer_account_id, older_account_id) as account,
    coalesce(newer_product_id, older_product_id) as product,
    older_mrr,
    newer_mrr,
    strftime(older_from_month, '%Y-%m') as older_from,
    strftime(older_to_month, '%Y-%m') as older_to,
    strftime(newer_from_month, '%Y-%m') as newer_from,
    strftime(newer_to_month, '%Y-%m') as newer_to,
    recorded_at
from items
order by account, product, item
"""

Rows = list[tuple[Any, ...]]


def rows_of(
    connection: duckdb.DuckDBPyConnection, level: str
) -> tuple[list[str], Rows]:
    """Column names and rows: one a month, account or item that differs."""
    if level not in LEVELS:
        raise WrongUse(f"--by {level}: one of {', '.join(LEVELS)}.")
    answer = connection.execute(
        {"month": MONTH, "account": ACCOUNT, "item": ITEM}[level]
    )
    return [column[0] for column in answer.description], answer.fetchall()
