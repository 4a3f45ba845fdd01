-- The sparse ledger's entries: what starts and what ends, by account, product
-- and month. An item that never ends by the last reported month has no end.
with live_items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

changes as (
    select
        account_id,
        product_id,
        start_month as month,
        mrr as mrr_change,
        coalesce(seats, 0) as seats_change,
        1 as items_change,
        case when seats is null then 1 else 0 end as seatless_items_change
    from live_items

    union all

    select
        account_id,
        product_id,
        end_month as month,
        -mrr as mrr_change,
        -coalesce(seats, 0) as seats_change,
        -1 as items_change,
        case when seats is null then -1 else 0 end as seatless_items_change
    from live_items
    where end_month <= {{ last_reported_month() }}
),

final as (
    select
        account_id,
        product_id,
        month,
        cast(sum(mrr_change) as decimal(18, 4)) as mrr_change,
        cast(sum(seats_change) as decimal(18, 4)) as seats_change,
        cast(sum(items_change) as integer) as items_change,
        cast(sum(seatless_items_change) as integer) as seatless_items_change
    from changes
    group by
        account_id,
        product_id,
        month
)

select * from final
