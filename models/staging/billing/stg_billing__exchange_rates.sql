with all_rows as (
    select * from {{ ref('base_billing__exchange_rates') }}
),

final as (
    select
        ---------- text
        from_currency,
        to_currency,

        ---------- numbers
        rate,

        ---------- dates
        rate_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
