with all_rows as (
    select * from {{ ref('base_crm__poc_sites') }}
),

final as (
    select
        ---------- ids
        poc_id,
        site_id,

        ---------- text
        selection_reason,

        ---------- numbers
        seats,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
