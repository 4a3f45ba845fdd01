-- Accounts and ARR are those of the waterfall's closing, by every dimension it
-- has; over families, ARR adds up to all of it.
with dispersion as (
    select * from {{ ref('fct_arr_dispersion_monthly') }}
),

waterfall as (
    select
        month,
        dimension,
        dimension_value,
        closing_accounts,
        12 * closing_mrr as closing_arr
    from {{ ref('fct_mrr_waterfall_monthly') }}
    where closing_accounts > 0
),

account_groups as (
    select * from dispersion
    where dimension <> 'product_family'
),

families as (
    select
        month,
        sum(total_arr) as total_arr
    from dispersion
    where dimension = 'product_family'
    group by month
)

select
    coalesce(account_groups.month, waterfall.month) as month,
    coalesce(account_groups.dimension_value, waterfall.dimension_value)
        as dimension_value,
    account_groups.total_arr,
    waterfall.closing_arr
from account_groups
full outer join waterfall
    on
        account_groups.month = waterfall.month
        and account_groups.dimension = waterfall.dimension
        and account_groups.dimension_value = waterfall.dimension_value
where
    account_groups.accounts is distinct from waterfall.closing_accounts
    or account_groups.total_arr is distinct from waterfall.closing_arr

union all

select
    waterfall.month,
    'all families' as dimension_value,
    families.total_arr,
    waterfall.closing_arr
from waterfall
left join families
    on waterfall.month = families.month
where
    waterfall.dimension = 'all'
    and families.total_arr is distinct from waterfall.closing_arr
