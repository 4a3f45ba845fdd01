-- From one month's closing MRR down to the raw rows behind it: one row an item
-- that is live at the month's end. Sum mrr: it is closing_mrr of the month in
-- fct_mrr_waterfall_monthly. Change the month in the first CTE.
with audited_month as (
    select max(month_end) as month_end
    from {{ ref('dim_months') }}
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

staged_rows as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

raw_rows as (
    {{ raw('billing_subscription_items') }}
),

final as (
    select
        items.account_id,
        items.subscription_item_id,
        items.product_id,
        items.mrr,
        staged_rows.currency,
        raw_rows.source_file,
        raw_rows.row_number,
        raw_rows.quantity as raw_quantity,
        raw_rows.unit_amount as raw_unit_amount,
        raw_rows.discount_percent as raw_discount_percent,
        raw_rows.billing_interval as raw_billing_interval,
        raw_rows.billing_interval_count as raw_billing_interval_count,
        raw_rows.start_date as raw_start_date,
        raw_rows.end_date as raw_end_date
    from items
    cross join audited_month
    inner join staged_rows
        on items.subscription_item_id = staged_rows.subscription_item_id
    inner join raw_rows
        on staged_rows.row_number = raw_rows.row_number
    where
        items.ledger_status = 'live'
        and items.mrr_start_date <= audited_month.month_end
        and (
            items.mrr_end_date > audited_month.month_end
            or items.mrr_end_date is null
        )
)

select * from final
order by
    mrr desc,
    subscription_item_id
