with all_rows as (
    select * from {{ ref('base_crm__pocs') }}
),

final as (
    select
        ---------- ids
        poc_id,
        account_id,
        opportunity_id,
        product_id,

        ---------- text
        motion,
        purpose,
        decision,
        lost_reason,

        ---------- numbers
        seats,

        ---------- dates
        start_date,
        planned_end_date,
        end_date,
        decision_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
