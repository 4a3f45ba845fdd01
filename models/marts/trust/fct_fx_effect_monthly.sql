-- The effect is of rates alone: what the difference of the two rates makes of
-- the MRR in its own currency. Where the rates are one, it is 0.
with currency_months as (
    select * from {{ ref('int_currency_mrr_monthly') }}
),

month_end_rates as (
    select * from {{ ref('int_month_end_rates') }}
),

constant_rates as (
    select * from {{ ref('base_constant_rates') }}
),

rated_months as (
    select
        currency_months.*,
        constant_rates.rate as constant_rate,
        coalesce(
            month_end_rates.rate,
            case
                when
                    currency_months.currency
                    = '{{ var("reporting_currency") }}'
                    then 1
            end
        ) as month_end_rate,
        month_end_rates.rate_date as month_end_rate_date
    from currency_months
    inner join constant_rates
        on currency_months.currency = constant_rates.currency
    left join month_end_rates
        on
            currency_months.currency = month_end_rates.currency
            and currency_months.month_number = month_end_rates.month_number
),

effects as (
    select
        *,
        cast(
            round(
                cast(native_mrr as {{ type_decimal(20, 4) }})
                * cast(
                    month_end_rate - constant_rate
                    as {{ type_decimal(18, 10) }}
                ),
                4
            ) as {{ type_total() }}
        ) as fx_effect_mrr
    from rated_months
),

final as (
    select
        month,
        currency,
        native_mrr,
        constant_rate,
        month_end_rate,
        month_end_rate_date,
        mrr as constant_currency_mrr,
        cast(mrr + fx_effect_mrr as {{ type_total() }}) as reported_mrr,
        fx_effect_mrr
    from effects
)

select * from final
