with all_rows as (
    select * from {{ ref('base_crm__opportunities') }}
),

final as (
    select
        ---------- ids
        opportunity_id,
        account_id,
        owner_id,

        ---------- text
        opportunity_type,
        stage,
        currency,
        owner_team,
        lost_reason,

        ---------- numbers
        amount,

        ---------- booleans
        is_closed,
        is_won,

        ---------- dates
        created_date,
        closed_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
