with all_rows as (
    select * from {{ ref('base_crm__milestones') }}
),

final as (
    select
        ---------- ids
        account_id,
        product_id,

        ---------- text
        milestone,

        ---------- dates
        target_date,
        achieved_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
