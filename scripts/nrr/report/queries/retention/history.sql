-- 12-month retention by month; of many values, the largest.
with recent as (
    select
        *,
        sum(opening_mrr) over (partition by dimension, dimension_value) as weight
    from fct_nrr_monthly
    where
        window_months = 12
        and opening_mrr > 0
        and month >= (select max(month) - interval 5 year from dim_months)
)

select
    month,
    dimension,
    dimension_value,
    opening_accounts as accounts,
    net_revenue_retention as nrr,
    gross_revenue_retention as grr
from recent
qualify
    dense_rank() over (partition by dimension order by weight desc, dimension_value)
    <= 30
order by dimension, dimension_value, month
