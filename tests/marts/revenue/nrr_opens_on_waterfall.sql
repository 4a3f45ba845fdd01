-- A window opens with what the waterfall closed with that many months before.
with retention as (
    select
        *,
        cast({{ dbt.dateadd('month', '-window_months', 'month') }} as date)
            as opening_month
    from {{ ref('fct_nrr_monthly') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
)

select
    retention.month,
    retention.window_months,
    retention.dimension,
    retention.dimension_value,
    retention.opening_mrr,
    waterfall.closing_mrr
from retention
inner join waterfall
    on
        retention.opening_month = waterfall.month
        and retention.dimension = waterfall.dimension
        and retention.dimension_value = waterfall.dimension_value
where
    retention.opening_mrr <> waterfall.closing_mrr
    or retention.opening_accounts <> waterfall.closing_accounts
