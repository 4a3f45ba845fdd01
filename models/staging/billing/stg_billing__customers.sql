with all_rows as (
    select * from {{ ref('base_billing__customers') }}
),

final as (
    select
        ---------- ids
        customer_id,
        account_id,

        ---------- text
        customer_name,
        country,

        ---------- dates
        created_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
