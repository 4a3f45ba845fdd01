-- Last month's closing MRR is the MRR of the items live at its end, added up
-- from the items themselves: nothing is lost between items and marts.
with items as (
    select sum(mrr) as mrr
    from {{ ref('int_subscription_items_valued') }}
    where
        ledger_status = 'live'
        and mrr_start_date <= (
            select max(month_end) from {{ ref('dim_months') }}
        )
        and (
            mrr_end_date is null
            or mrr_end_date > (
                select max(month_end) from {{ ref('dim_months') }}
            )
        )
),

waterfall as (
    select sum(closing_mrr) as mrr
    from {{ ref('fct_mrr_waterfall_monthly') }}
    where
        dimension = 'all'
        and month = (select max(month) from {{ ref('dim_months') }})
)

select
    items.mrr as items_mrr,
    waterfall.mrr as waterfall_mrr
from items
cross join waterfall
where coalesce(items.mrr, 0) <> coalesce(waterfall.mrr, 0)
