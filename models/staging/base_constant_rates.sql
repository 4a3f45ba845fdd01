-- The one rate a currency is converted at: the latest direct rate on or before
-- constant_fx_date or, where there is none, the inverse of the reverse pair.
with known_rates as (
    select * from {{ ref('stg_billing__exchange_rates') }}
    where rate_date <= {{ var_date('constant_fx_date') }}
),

candidate_rates as (
    select
        from_currency as currency,
        rate_date,
        rate,
        false as is_inverse
    from known_rates
    where to_currency = '{{ var("reporting_currency") }}'

    union all

    select
        to_currency as currency,
        rate_date,
        cast(
            cast(
                {{ divide_rounded(
                    "cast(1" ~ '0' * 20 ~ " as " ~ type_wide_integer() ~ ")",
                    whole_units('rate', 10)
                ) }} as decimal(24, 0)
            ) * 0.0000000001 as decimal(24, 10)
        ) as rate,
        true as is_inverse
    from known_rates
    where from_currency = '{{ var("reporting_currency") }}'
),

ranked_rates as (
    select
        *,
        row_number() over (
            partition by currency
            order by is_inverse, rate_date desc
        ) as rate_rank
    from candidate_rates
    where currency <> '{{ var("reporting_currency") }}'
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
        cast(1 as decimal(24, 10)) as rate,
        false as is_inverse
)

select * from final
