-- What dim_accounts says accounts pay now is what the waterfall closes with.
with accounts as (
    select
        coalesce(sum(current_mrr), 0) as mrr,
        count(case when is_active then 1 end) as active_accounts
    from {{ ref('dim_accounts') }}
),

waterfall as (
    select
        coalesce(sum(closing_mrr), 0) as mrr,
        coalesce(sum(closing_accounts), 0) as active_accounts
    from {{ ref('fct_mrr_waterfall_monthly') }}
    where
        dimension = 'all'
        and month = (
            select max(months.month) from {{ ref('dim_months') }} as months
        )
)

select
    accounts.mrr as accounts_mrr,
    waterfall.mrr as waterfall_mrr
from accounts
cross join waterfall
where
    accounts.mrr <> waterfall.mrr
    or accounts.active_accounts <> waterfall.active_accounts
