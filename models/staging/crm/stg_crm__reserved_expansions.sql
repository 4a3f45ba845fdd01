with all_rows as (
    select * from {{ ref('base_crm__reserved_expansions') }}
),

final as (
    select
        ---------- ids
        reserved_expansion_id,
        account_id,
        opportunity_id,
        product_id,
        owner_id,

        ---------- text
        expansion_kind,
        currency,
        coalesce(status, 'open') as status,
        cancel_reason,

        ---------- numbers
        reserved_seats,
        reserved_mrr,

        ---------- dates
        agreed_date,
        planned_start_date,
        cancelled_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
