"""What two versions count apart: by month, account and item.

Items explain months: an item that is new, gone, changed, or counted otherwise
brings or takes its MRR in the months it holds, so causes add up to differences.
"""

from pathlib import Path

import duckdb

from nrr.content import literal, open_quietly
from nrr.errors import WrongUse
from nrr.manifest import MONTHS as FIGURES
from nrr.versions import Version

# What an item is told apart by: what its row says, then how that is counted.
FACTS = (
    *("customer_id", "plan", "quantity", "unit_amount", "currency"),
    *("discount_percent", "billing_interval", "billing_interval_count"),
    *("charge_type", "status", "start_date", "end_date", "trial_end_date"),
    *("recorded_at", "deleted_at"),
)
COUNTED = ("account_id", "product_id", "mrr", "from_month", "to_month")
CAUSES = ("new_rows", "gone_rows", "changed_rows", "rates", "counted_otherwise")


def _differs(columns: tuple[str, ...]) -> str:
    sides = (", ".join(f"{side}.{name}" for name in columns) for side in "ab")
    return "({}) is distinct from ({})".format(*sides)


def _items(version: str) -> str:
    """Every item, with what it carries in the months both versions report."""
    last = "(select max(month) from months)"
    is_counted = f"ledger_status = 'live' and from_month <= {last}"
    counted = ", ".join(
        f"case when {is_counted} then {name} end as {name}"
        for name in COUNTED
        if name != "to_month"
    )
    return f"""
    select
        subscription_item_id, {", ".join(FACTS)}, {counted},
        case when {is_counted} and to_month < {last} then to_month end as to_month
    from {version}.marts.fct_subscription_items
    """


# Months that one version alone reports are no difference: they came or went.
MONTHS = f"""
create temp table months as
select
    month,
    a.closing_mrr as older_mrr,
    b.closing_mrr as newer_mrr,
    a.net_revenue_retention as older_retention,
    b.net_revenue_retention as newer_retention
from ({FIGURES.format(marts="older.marts")}) as a
inner join ({FIGURES.format(marts="newer.marts")}) as b using (month)
"""

ITEMS = f"""
create temp table items as
with older_items as ({_items("older")}), newer_items as ({_items("newer")})
select
    subscription_item_id as item,
    case
        when a.status is null then 'new_rows'
        when b.status is null then 'gone_rows'
        when {_differs(FACTS)} then 'changed_rows'
        when a.mrr <> b.mrr and a.currency <> $currency then 'rates'
        else 'counted_otherwise'
    end as cause,
    {", ".join(f"a.{name} as older_{name}" for name in COUNTED)},
    {", ".join(f"b.{name} as newer_{name}" for name in COUNTED)},
    b.recorded_at
from older_items as a
full join newer_items as b using (subscription_item_id)
where {_differs(COUNTED)}
"""

CHANGES = """
create temp table changes as
with sides as (
    select
        item, cause, older_account_id as account_id, -older_mrr as mrr,
        older_from_month as from_month, older_to_month as to_month
    from items where older_mrr is not null
    union all
    select
        item, cause, newer_account_id, newer_mrr, newer_from_month, newer_to_month
    from items where newer_mrr is not null
),
ends as (
    select item, cause, account_id, mrr, from_month as month from sides
    union all
    select
        item, cause, account_id, -mrr, cast(to_month + interval 1 month as date)
    from sides where to_month is not null
)
select item, cause, account_id, month, sum(mrr) as mrr
from ends
group by all
having sum(mrr) <> 0
"""


def compare(warehouse: Path, versions: list[Version]) -> duckdb.DuckDBPyConnection:
    """A database in memory with both versions and the items they count apart."""
    currencies = [each.manifest["variables"]["reporting_currency"] for each in versions]
    if currencies[0] != currencies[1]:
        raise WrongUse(f"{' and '.join(currencies)}: amounts cannot be compared.")
    connection = open_quietly()
    for alias, version in zip(("older", "newer"), versions, strict=True):
        file = warehouse / "versions" / version.name / "marts.duckdb"
        connection.execute(f"attach {literal(str(file))} as {alias} (read_only)")
    try:
        connection.execute(MONTHS)
        connection.execute(ITEMS, {"currency": currencies[0]})
        connection.execute(CHANGES)
    except duckdb.CatalogException:
        connection.close()
        raise WrongUse(
            "One of the two was published before versions told their items:"
            " `nrr run --as-of` makes it anew."
        ) from None
    return connection
