-- The calendar: from the first month with MRR to the last reported one. It
-- comes from the data, so it has no rows where nothing ever carried MRR.
with states as (
    select * from {{ ref('int_account_mrr_states') }}
),

span as (
    select
        min(month) as first_month,
        {{ last_reported_month() }} as last_month
    from states
),

digits as (
    {% for digit in range(10) -%}
    select {{ digit }} as digit
    {{- ' union all' if not loop.last }}
    {% endfor %}
),

-- 2,000 months: more than any date of the raw contract can span
offsets as (
    select
        thousands.digit * 1000 + hundreds.digit * 100 + tens.digit * 10
        + ones.digit as month_offset
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    where thousands.digit < 2
),

numbered_months as (
    select
        span.last_month,
        span.first_month + offsets.month_offset as month_number
    from span
    inner join offsets
        on offsets.month_offset <= span.last_month - span.first_month
),

dated_months as (
    select
        month_number,
        month_number = last_month as is_last_reported,
        {{ month_date('month_number') }} as month,
        month_number - {{ var('fiscal_year_start_month') - 1 }} as fiscal_number
    from numbered_months
),

final as (
    select
        month_number,
        month,
        cast({{ dbt.last_day('month', 'month') }} as date) as month_end,
        {{ fiscal_year('month_number') }} as fiscal_year,
        cast(
            (mod(fiscal_number, 12) - mod(mod(fiscal_number, 12), 3)) / 3 + 1
            as bigint
        ) as fiscal_quarter,
        is_last_reported
    from dated_months
)

select * from final
