-- What is promised, and what is known of items, side by side.
{{ config(materialized='view') }}
with promises as (
    select * from {{ ref('int_reserved_promise_changes') }}
    where month <= {{ last_reported_month() }}
),

outlooks as (
    select * from {{ ref('int_item_outlook_changes') }}
),

final as (
    select
        account_id,
        product_id,
        month,
        open_mrr,
        0 as ending_mrr,
        0 as booked_mrr
    from promises

    union all

    select
        account_id,
        product_id,
        month,
        0 as open_mrr,
        ending_mrr,
        booked_mrr
    from outlooks
)

select * from final
