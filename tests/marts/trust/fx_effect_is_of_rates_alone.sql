-- constant + effect = reported; over currencies, constant adds up to closing
-- MRR, which knows no other rate; one rate, no effect; without a rate, nothing
-- is said.
with effects as (
    select * from {{ ref('fct_fx_effect_monthly') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
),

constant_months as (
    select
        month,
        sum(constant_currency_mrr) as constant_currency_mrr
    from effects
    group by month
)

select
    month,
    currency,
    reported_mrr
from effects
where
    reported_mrr <> constant_currency_mrr + fx_effect_mrr
    or (month_end_rate = constant_rate and fx_effect_mrr <> 0)
    or (month_end_rate is null) <> (fx_effect_mrr is null)
    or (month_end_rate is null) <> (reported_mrr is null)
    or (
        currency = '{{ var("reporting_currency") }}'
        and reported_mrr is distinct from constant_currency_mrr
    )

union all

select
    waterfall.month,
    'all' as currency,
    waterfall.closing_mrr as reported_mrr
from waterfall
left join constant_months
    on waterfall.month = constant_months.month
where
    waterfall.closing_mrr is distinct from constant_months.constant_currency_mrr
