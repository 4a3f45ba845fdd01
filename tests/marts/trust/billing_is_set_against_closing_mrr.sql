-- Over currencies, MRR is closing MRR; the difference is of the two; every
-- month of the calendar has every currency.
with reconciliation as (
    select * from {{ ref('fct_billing_reconciliation_monthly') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
),

totals as (
    select
        month,
        sum(mrr) as mrr,
        count(*) as currencies
    from reconciliation
    group by month
)

select
    month,
    currency,
    difference
from reconciliation
where
    difference <> billed_recurring - mrr
    or (mrr = 0) <> (difference_share is null)

union all

select
    waterfall.month,
    'all' as currency,
    waterfall.closing_mrr as difference
from waterfall
left join totals
    on waterfall.month = totals.month
where
    totals.mrr is distinct from waterfall.closing_mrr
    or totals.currencies <> (
        select count(distinct reconciliation.currency) from reconciliation
    )
