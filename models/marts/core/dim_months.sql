with months as (
    select * from {{ ref('int_months') }}
),

final as (
    select
        month,
        month_end,
        fiscal_year,
        fiscal_quarter,
        is_last_reported
    from months
)

select * from final
