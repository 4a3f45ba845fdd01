with all_rows as (
    select * from {{ ref('base_crm__accounts') }}
),

final as (
    select
        ---------- ids
        account_id,
        parent_account_id,
        merged_into_account_id,

        ---------- text
        account_name,
        industry,
        region,
        size_segment,

        ---------- numbers
        employee_count,
        addressable_seats,

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
