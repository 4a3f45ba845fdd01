with all_rows as (
    select * from {{ ref('base_crm__feature_requests') }}
),

final as (
    select
        ---------- ids
        request_id,
        account_id,
        product_id,

        ---------- text
        currency,
        status,

        ---------- numbers
        potential_mrr,

        ---------- booleans
        is_blocking,

        ---------- dates
        requested_date,
        planned_release_date,
        released_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
