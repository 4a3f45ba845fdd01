with all_rows as (
    select * from {{ ref('base_billing__invoice_lines') }}
),

final as (
    select
        ---------- ids
        invoice_line_id,
        invoice_id,
        customer_id,
        subscription_item_id,

        ---------- text
        currency,

        ---------- numbers
        amount,

        ---------- booleans
        is_credit_note,

        ---------- dates
        invoice_date,
        service_start_date,
        service_end_date,

        ---------- timestamps
        recorded_at,

        ---------- lineage
        row_number
    from all_rows
    where row_status = 'accepted'
)

select * from final
