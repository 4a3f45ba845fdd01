"""`nrr account`: all that the published marts say of one account.

A story is a dictionary: `account` and `next` are one row or None, every other
section a list of rows, oldest first. Money is exact, in the reporting currency.
"""

from typing import Any

import duckdb

from nrr.errors import WrongUse

Row = dict[str, Any]
Story = dict[str, Any]

ACCOUNT = "select * from marts.dim_accounts where account_id = $account"

NEXT = """
select * exclude (account_id, size_segment, current_arr)
from marts.fct_account_expansion_readiness
where account_id = $account
"""

# Every month since the first with MRR, those without it too.
MRR = """
select months.month, coalesce(account_months.mrr, 0) as mrr, account_months.seats
from marts.dim_months as months
left join marts.fct_account_mrr_monthly as account_months
    on months.month = account_months.month
    and account_months.account_id = $account
where
    months.month >= (
        select first_mrr_month from marts.dim_accounts where account_id = $account
    )
order by months.month
"""

MOVEMENTS = """
with drivers as (
    select
        drivers.month,
        list({
            'driver': drivers.driver,
            'product': coalesce(products.product_name, drivers.product_id),
            'mrr_change': drivers.mrr_change,
            'seats_change': drivers.seats_change,
            'reserved_mrr_change': drivers.reserved_mrr_change
        } order by abs(drivers.mrr_change) desc, drivers.product_id, drivers.driver)
            as drivers
    from marts.fct_mrr_movement_drivers as drivers
    left join marts.dim_products as products
        on drivers.product_id = products.product_id
    where drivers.account_id = $account
    group by drivers.month
)

select
    movements.month,
    movements.movement_type,
    movements.mrr_change,
    movements.current_mrr,
    movements.current_seats,
    drivers.drivers
from marts.fct_mrr_movements as movements
left join drivers on movements.month = drivers.month
where movements.account_id = $account
order by movements.month
"""

OF_PRODUCTS = """
select rows.* exclude (account_id), products.product_name
from marts.{mart} as rows
left join marts.dim_products as products on rows.product_id = products.product_id
where rows.account_id = $account {condition}
order by {order}
"""

SECTIONS = {
    "mrr": MRR,
    "movements": MOVEMENTS,
    "reservations": OF_PRODUCTS.format(
        mart="fct_reserved_expansions",
        condition="",
        order="rows.planned_month, rows.reserved_expansion_id",
    ),
    "pocs": OF_PRODUCTS.format(
        mart="fct_pocs", condition="", order="rows.start_date, rows.poc_id"
    ),
    "events": """
        select event_date, list(event order by event_number) as events, is_on_time
        from marts.fct_practice_events
        where account_id = $account
        group by event_date, is_on_time
        order by event_date, min(event_number)
    """,
    "open_requests": OF_PRODUCTS.format(
        mart="fct_feature_request_impact",
        condition="and rows.status in ('open', 'planned')",
        order="rows.is_blocking desc, rows.requested_date, rows.request_id",
    ),
    "issues": """
        select issue_code, severity, detail, mrr_at_stake from marts.fct_data_issues
        where account_id = $account
        order by mrr_at_stake desc nulls last, issue_id
    """,
}

ALIAS = """
select counted_under_account_id
from marts.dim_account_aliases
where account_id = $account
"""

# Called so, or a slip or two away.
NEAR = """
select account_id, account_name
from marts.dim_accounts
where
    contains(lower(account_name), lower($account))
    or levenshtein(lower(account_id), lower($account)) <= 2
order by
    levenshtein(lower(account_name), lower($account)) > 0,
    levenshtein(lower(account_id), lower($account)),
    account_id
limit 3
"""


def story(connection: duckdb.DuckDBPyConnection, account: str) -> Story:
    """The account's story.

    Raises WrongUse for an account there is not, naming the one it is counted under
    or those that are called much the same.
    """
    found = _rows(connection, ACCOUNT, account)
    if not found:
        raise WrongUse(_no_such(connection, account))
    told: Story = {"account": found[0]}
    for section, sql in SECTIONS.items():
        told[section] = _rows(connection, sql, account)
    told["next"] = next(iter(_rows(connection, NEXT, account)), None)
    return told


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, account: str) -> list[Row]:
    result = connection.execute(sql, {"account": account})
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _no_such(connection: duckdb.DuckDBPyConnection, account: str) -> str:
    """What to say of an account that has no story of its own."""
    for row in _rows(connection, ALIAS, account):
        other = row["counted_under_account_id"]
        return f"{account} is counted under {other}: nrr account {other}"
    near = [
        f"{row['account_id']} ({row['account_name']})"
        for row in _rows(connection, NEAR, account)
    ]
    hint = f"did you mean {', '.join(near)}?" if near else "no id or name is like it."
    return f"There is no account {account} in the published version; {hint}"
