-- Over reasons, what churned in a month is the waterfall's churn: no churn is
-- counted twice or left out, whether a reason was recorded or not.
with reasons as (
    select
        month,
        sum(churned_accounts) as churned_accounts,
        sum(churned_mrr) as churned_mrr,
        max(shared_accounts - churned_accounts) as most_overshared,
        max(
            case when category = 'not_recorded' then shared_accounts else 0 end
        ) as shared_without_reason
    from {{ ref('fct_churn_reasons_monthly') }}
    group by month
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
)

select
    coalesce(reasons.month, waterfall.month) as month,
    reasons.churned_mrr,
    waterfall.churned_mrr as waterfall_mrr
from waterfall
full outer join reasons
    on waterfall.month = reasons.month
where
    waterfall.month is null
    or waterfall.churned_mrr <> coalesce(reasons.churned_mrr, 0)
    or waterfall.churned_accounts <> coalesce(reasons.churned_accounts, 0)
    or reasons.most_overshared > 0
    or reasons.shared_without_reason > 0
