with all_rows as (
    select * from {{ ref('base_crm__account_sites') }}
),

final as (
    select
        ---------- ids
        site_id,
        account_id,

        ---------- text
        site_name,
        region,

        ---------- numbers
        employee_count,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
