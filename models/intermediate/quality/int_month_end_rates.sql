-- The rate of each month's last day: the latest direct rate on or before it or,
-- where there is none, the inverse of the reverse pair.
with rates as (
    select * from {{ ref('base_reporting_rates') }}
),

months as (
    select * from {{ ref('int_months') }}
),

dated_rates as (
    select
        currency,
        rate_date,
        rate,
        is_inverse,
        lead(rate_date) over (
            partition by currency, is_inverse
            order by rate_date
        ) as next_rate_date
    from rates
),

month_rates as (
    select
        months.month_number,
        dated_rates.currency,
        dated_rates.rate_date,
        dated_rates.rate,
        row_number() over (
            partition by months.month_number, dated_rates.currency
            order by dated_rates.is_inverse
        ) as rate_rank
    from months
    inner join dated_rates
        on
            months.month_end >= dated_rates.rate_date
            and (
                months.month_end < dated_rates.next_rate_date
                or dated_rates.next_rate_date is null
            )
),

final as (
    select
        month_number,
        currency,
        rate_date,
        rate
    from month_rates
    where rate_rank = 1
)

select * from final
