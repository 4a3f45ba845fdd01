with all_rows as (
    select * from {{ ref('base_product__usage_monthly') }}
),

final as (
    select
        ---------- ids
        account_id,
        product_id,

        ---------- numbers
        active_seats,

        ---------- dates
        month,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
