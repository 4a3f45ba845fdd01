with all_rows as (
    select * from {{ ref('base_billing__products') }}
),

final as (
    select
        ---------- ids
        product_id,

        ---------- text
        product_name,
        product_family,
        pricing_model,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
