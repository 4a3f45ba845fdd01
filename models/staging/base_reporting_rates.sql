-- Every known rate into the reporting currency, and the inverse of every one
-- out of it.
with known_rates as (
    select * from {{ ref('stg_billing__exchange_rates') }}
),

direct_rates as (
    select
        from_currency as currency,
        rate_date,
        rate,
        false as is_inverse
    from known_rates
    where to_currency = '{{ var("reporting_currency") }}'
),

inverse_rates as (
    select
        to_currency as currency,
        rate_date,
        cast(
            cast(
                {{ divide_rounded(
                    "cast(" ~ decimal_literal('1' ~ '0' * 20) ~ " as "
                        ~ type_wide_integer() ~ ")",
                    whole_units('rate', 10)
                ) }} as {{ type_decimal(24, 0) }}
            ) * {{ decimal_literal('0.0000000001') }}
            as {{ type_decimal(24, 10) }}
        ) as rate,
        true as is_inverse
    from known_rates
    where from_currency = '{{ var("reporting_currency") }}'
),

all_rates as (
    select * from direct_rates
    union all
    select * from inverse_rates
),

final as (
    select * from all_rates
    where currency <> '{{ var("reporting_currency") }}'
)

select * from final
