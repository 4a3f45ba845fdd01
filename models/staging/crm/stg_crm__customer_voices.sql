with all_rows as (
    select * from {{ ref('base_crm__customer_voices') }}
),

final as (
    select
        ---------- ids
        voice_id,
        account_id,

        ---------- text
        kind,
        category,
        detail,

        ---------- dates
        captured_date,
        shared_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
