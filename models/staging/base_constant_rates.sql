-- The one rate a currency is converted at: the latest direct rate on or before
-- constant_fx_date or, where there is none, the inverse of the reverse pair.
with known_rates as (
    select * from {{ ref('base_reporting_rates') }}
    where rate_date <= {{ var_date('constant_fx_date') }}
),

ranked_rates as (
    select
        *,
        row_number() over (
            partition by currency
            order by is_inverse, rate_date desc
        ) as rate_rank
    from known_rates
),

final as (
    select
        currency,
        rate_date,
        rate,
        is_inverse
    from ranked_rates
    where rate_rank = 1

    union all

    select
        '{{ var("reporting_currency") }}' as currency,
        cast(null as date) as rate_date,
        cast(1 as {{ type_decimal(24, 10) }}) as rate,
        false as is_inverse
)

select * from final
