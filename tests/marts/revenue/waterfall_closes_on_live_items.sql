-- Last month's closing MRR is the MRR of the items live at its end, added up
-- from the items themselves: nothing is lost between items and marts.
with last_month as (
    select
        max(month) as month,
        max(month_end) as month_end
    from {{ ref('dim_months') }}
),

items as (
    select coalesce(sum(valued_items.mrr), 0) as mrr
    from {{ ref('int_subscription_items_valued') }} as valued_items
    cross join last_month
    where
        valued_items.ledger_status = 'live'
        and valued_items.mrr_start_date <= last_month.month_end
        and (
            valued_items.mrr_end_date > last_month.month_end
            or valued_items.mrr_end_date is null
        )
),

waterfall as (
    select coalesce(sum(months.closing_mrr), 0) as mrr
    from {{ ref('fct_mrr_waterfall_monthly') }} as months
    inner join last_month
        on months.month = last_month.month
    where months.dimension = 'all'
)

select
    items.mrr as items_mrr,
    waterfall.mrr as waterfall_mrr
from items
cross join waterfall
where items.mrr <> waterfall.mrr
