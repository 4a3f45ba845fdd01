with all_rows as (
    select * from {{ ref('base_crm__executive_reviews') }}
),

final as (
    select
        ---------- ids
        review_id,
        account_id,

        ---------- booleans
        decision_maker_attended,
        outcome_reported,
        outcome_acknowledged,
        roadmap_presented,

        ---------- dates
        held_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
