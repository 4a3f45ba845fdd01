with all_rows as (
    select * from {{ ref('base_crm__poc_criteria') }}
),

final as (
    select
        ---------- ids
        criterion_id,
        poc_id,

        ---------- text
        description,
        target_value,
        actual_value,

        ---------- booleans
        is_met,

        ---------- dates
        agreed_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
