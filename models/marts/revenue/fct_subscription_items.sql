with items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

staged_rows as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

final as (
    select
        items.subscription_item_id,
        items.account_id,
        staged_rows.customer_id,
        items.product_id,
        items.plan,
        items.ledger_status,
        items.mrr,
        case
            when items.ledger_status = 'live'
                then {{ month_date('items.start_month') }}
        end as from_month,
        case
            when
                items.ledger_status = 'live'
                and items.end_month <= {{ last_reported_month() }}
                then {{ month_date('items.end_month - 1') }}
        end as to_month,
        staged_rows.quantity,
        staged_rows.unit_amount,
        staged_rows.currency,
        staged_rows.discount_percent,
        staged_rows.billing_interval,
        staged_rows.billing_interval_count,
        staged_rows.charge_type,
        staged_rows.status,
        staged_rows.start_date,
        staged_rows.end_date,
        staged_rows.trial_end_date,
        staged_rows.recorded_at,
        staged_rows.deleted_at,
        staged_rows.row_number
    from items
    inner join staged_rows
        on items.subscription_item_id = staged_rows.subscription_item_id
)

select * from final
