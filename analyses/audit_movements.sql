-- From one month's movements down to the raw rows that began or ended in it:
-- one row an item and end. Per account, mrr_change adds up to its movement in
-- fct_mrr_movements. Change the month in the first CTE.
with audited_month as (
    select
        month,
        month_number
    from {{ ref('int_months') }}
    where is_last_reported
),

live_items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

movements as (
    select * from {{ ref('fct_mrr_movements') }}
),

staged_rows as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

item_ends as (
    select
        live_items.*,
        audited_month.month,
        'starts' as what,
        live_items.mrr as mrr_change
    from live_items
    inner join audited_month
        on live_items.start_month = audited_month.month_number

    union all

    select
        live_items.*,
        audited_month.month,
        'ends' as what,
        -live_items.mrr as mrr_change
    from live_items
    inner join audited_month
        on live_items.end_month = audited_month.month_number
),

final as (
    select
        item_ends.month,
        item_ends.account_id,
        movements.movement_type,
        item_ends.product_id,
        item_ends.subscription_item_id,
        item_ends.what,
        item_ends.mrr_change,
        item_ends.seats,
        item_ends.plan,
        staged_rows.row_number
    from item_ends
    inner join staged_rows
        on item_ends.subscription_item_id = staged_rows.subscription_item_id
    left join movements
        on
            item_ends.account_id = movements.account_id
            and item_ends.month = movements.month
)

select * from final
order by
    account_id,
    product_id,
    what,
    subscription_item_id
