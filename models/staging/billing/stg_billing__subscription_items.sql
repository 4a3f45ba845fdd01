with all_rows as (
    select * from {{ ref('base_billing__subscription_items') }}
),

final as (
    select
        ---------- ids
        subscription_item_id,
        subscription_id,
        customer_id,
        product_id,
        reserved_expansion_id,
        poc_id,

        ---------- text
        plan,
        coalesce(charge_type, 'recurring') as charge_type,
        coalesce(status, 'active') as status,
        currency,
        billing_interval,

        ---------- numbers
        quantity,
        unit_amount,
        coalesce(discount_percent, 0) as discount_percent,
        coalesce(billing_interval_count, 1) as billing_interval_count,

        ---------- dates
        start_date,
        case
            when end_date < cast('9999-01-01' as date) then end_date
        end as end_date,
        trial_end_date,

        ---------- timestamps
        recorded_at,
        deleted_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
