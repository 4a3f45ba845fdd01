-- The sparse ledger's entries: an item adds its MRR in the month it starts and
-- takes it away in the month it ends. One that never ends by the last reported
-- month has no end. A view: each state sums what it needs, once.
{{ config(materialized='view') }}
with live_items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

final as (
    select
        account_id,
        product_id,
        start_month as month,
        mrr as mrr_change,
        coalesce(seats, 0) as seats_change,
        case when seats is null then 1 else 0 end as seatless_items_change
    from live_items

    union all

    select
        account_id,
        product_id,
        end_month as month,
        -mrr as mrr_change,
        -coalesce(seats, 0) as seats_change,
        case when seats is null then -1 else 0 end as seatless_items_change
    from live_items
    where end_month <= {{ last_reported_month() }}
)

select * from final
