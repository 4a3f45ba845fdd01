with restatements as (
    select * from {{ ref('int_mrr_restatements') }}
),

final as (
    select
        subscription_item_id,
        account_id,
        product_id,
        {{ month_date('from_month') }} as from_month,
        {{ month_date('to_month - 1') }} as to_month,
        restatement,
        restated_at,
        first_reported_mrr,
        restated_mrr,
        mrr_change
    from restatements
)

select * from final
