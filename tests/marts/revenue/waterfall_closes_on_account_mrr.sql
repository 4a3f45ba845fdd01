-- The dense mart and the sparse one, computed apart, agree month by month.
with account_months as (
    select
        month,
        sum(mrr) as mrr,
        count(*) as accounts
    from {{ ref('fct_account_mrr_monthly') }}
    group by month
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
)

select
    coalesce(waterfall.month, account_months.month) as month,
    waterfall.closing_mrr,
    account_months.mrr
from waterfall
full outer join account_months
    on waterfall.month = account_months.month
where
    coalesce(waterfall.closing_mrr, 0) <> coalesce(account_months.mrr, 0)
    or coalesce(waterfall.closing_accounts, 0)
    <> coalesce(account_months.accounts, 0)
