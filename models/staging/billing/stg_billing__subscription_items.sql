with all_rows as (
    select * from {{ ref('base_billing__subscription_items') }}
),

final as (
    select
        ---------- ids
        subscription_item_id,
        subscription_id,
        reserved_expansion_id,
        poc_id,

        ---------- what the row says
        plan,
        {{ stated_item_columns() }},

        ---------- timestamps
        deleted_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
