with all_rows as (
    select * from {{ ref('base_crm__expansion_proposals') }}
),

final as (
    select
        ---------- ids
        proposal_id,
        account_id,
        product_id,

        ---------- text
        currency,
        audience,

        ---------- numbers
        proposed_mrr,

        ---------- dates
        proposed_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
