"""The SQL of `nrr between`, put together from a cohort, a cut and measures."""

# dimension: (its value for an account of the cohort, what puts values in order)
DIMENSIONS = {
    "all": ("'all'", "1"),
    "size_segment": ("accounts.size_segment", "sum(opening_mrr) desc"),
    "industry": ("accounts.industry", "sum(opening_mrr) desc"),
    "region": ("accounts.region", "sum(opening_mrr) desc"),
    "acquisition_year": ("cast(accounts.acquisition_year as varchar)", "1"),
    "reservation": (
        "if(accounts.is_reserved_at_sale, 'reserved_at_sale', 'not_reserved')",
        "1 desc",
    ),
    "arr_band": ("bands.arr_band", "min(12 * opening_mrr)"),
    "product_family": ("", "sum(opening_mrr) desc"),
}

COHORT = """
with states as (
    select
        account_id,
        coalesce(arg_max(current_mrr, month) filter (month <= $a), 0)
            as opening_mrr,
        coalesce(arg_max(current_mrr, month) filter (month <= $b), 0)
            as closing_mrr
    from marts.fct_mrr_movements
    group by account_id
),

cohort as (
    select * from states where opening_mrr > 0
),

taken_up as (
    select account_id, product_id, fulfilled_mrr
    from marts.fct_reserved_expansion_fulfilments
    where month > $a and month <= $b
),
"""

BY_ACCOUNT = """
fulfilled as (
    select account_id, sum(fulfilled_mrr) as fulfilled_mrr
    from taken_up
    group by account_id
),

valued as (
    select
        coalesce({value}, 'unknown') as dimension_value,
        opening_mrr,
        closing_mrr,
        coalesce(fulfilled_mrr, 0) as fulfilled_mrr
    from cohort
    left join fulfilled on cohort.account_id = fulfilled.account_id
    left join marts.dim_accounts as accounts
        on cohort.account_id = accounts.account_id
    left join marts.dim_arr_bands as bands
        on 12 * opening_mrr >= bands.lower_arr
        and (12 * opening_mrr < bands.upper_arr or bands.upper_arr is null)
)
"""

# Netted per account and family: the cohort is of accounts, the amounts are not.
BY_FAMILY = """
changes as (
    select account_id, product_id, month, mrr_change, 0 as fulfilled_mrr
    from marts.fct_mrr_movement_drivers
    union all
    select account_id, product_id, $b, 0, fulfilled_mrr from taken_up
),

valued as (
    select
        coalesce(products.product_family, 'unknown') as dimension_value,
        coalesce(sum(changes.mrr_change) filter (month <= $a), 0)
            as opening_mrr,
        coalesce(sum(changes.mrr_change) filter (month <= $b), 0)
            as closing_mrr,
        sum(changes.fulfilled_mrr) as fulfilled_mrr
    from changes
    left join marts.dim_products as products
        on changes.product_id = products.product_id
    where changes.account_id in (select account_id from cohort)
    group by changes.account_id, dimension_value
    having opening_mrr > 0 or closing_mrr > 0
)
"""

MEASURES = """
select
    dimension_value,
    count(*) filter (opening_mrr > 0) as opening_accounts,
    count(*) filter (opening_mrr > 0 and closing_mrr > 0) as retained_accounts,
    sum(opening_mrr) as opening_mrr,
    sum(greatest(closing_mrr - opening_mrr, 0)) as expansion_mrr,
    sum(least(greatest(closing_mrr - opening_mrr, 0), fulfilled_mrr))
        as reserved_expansion_mrr,
    sum(if(closing_mrr > 0, greatest(opening_mrr - closing_mrr, 0), 0))
        as contraction_mrr,
    sum(if(closing_mrr = 0, opening_mrr, 0)) as churned_mrr,
    sum(closing_mrr) as closing_mrr,
    cast(sum(closing_mrr) as double)
        / nullif(cast(sum(opening_mrr) as double), 0)
        as net_revenue_retention,
    cast(sum(least(opening_mrr, closing_mrr)) as double)
        / nullif(cast(sum(opening_mrr) as double), 0)
        as gross_revenue_retention,
    cast(retained_accounts as double)
        / nullif(cast(opening_accounts as double), 0)
        as logo_retention
from valued
group by dimension_value
order by {order}, dimension_value
"""
