-- Gathered once from every base_ model; the raw row is fetched again by its
-- number, so that what stood there is shown as it stood.
{%- set tables = raw_contract().keys() %}
{#- within a text; two quotes in a row are not one quote everywhere -#}
{%- set quote = dbt.escape_single_quotes("'") %}
with rates as (
    select * from {{ ref('base_constant_rates') }}
),

rejected_rows as (
    {% for table in tables -%}
    {{ rejected_rows(table) }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select
        rejected_rows.source_table,
        rejected_rows.row_number,
        rejected_rows.row_key,
        rejected_rows.reason_code,
        case rejected_rows.reason_code
            when 'missing_required'
                then
                    rejected_rows.column_name
                    || ' is empty: expected ' || rejected_rows.expected
            when 'conflicting_versions'
                then
                    'Another row has this key and recorded_at but other values:'
                    || ' expected one of them, or a later recorded_at'
            when 'fx_rate_missing'
                then
                    'No exchange rate for ' || rejected_rows.currency
                    || ': expected one to {{ var("reporting_currency") }} on or'
                    || ' before '
                    || '{{ var("constant_fx_date") or var("as_of_date") }}'
                    || '; not counted: '
                    || {{ plain_number(
                        double_to_money('rejected_rows.own_currency_mrr')
                    ) }}
                    || ' ' || rejected_rows.currency || ' a month'
            when 'inverted_dates'
                then
                    rejected_rows.column_name || ' '
                    || rejected_rows.raw_value
                    || ' is before the start ' || rejected_rows.first_date
                    || ': expected a later date'
            else
                rejected_rows.column_name || ' is {{ quote }}'
                || rejected_rows.raw_value
                || '{{ quote }}: expected ' || rejected_rows.expected
        end as reason,
        rejected_rows.column_name,
        rejected_rows.raw_value,
        rejected_rows.row_json,
        rejected_rows.recorded_at,
        rejected_rows.source_file,
        -- what cannot be stored as money is shown as the most that can
        cast(
            case
                when
                    rejected_rows.own_currency_mrr
                    * cast(rates.rate as {{ type_ratio() }}) < 99999999999999
                    then {{ double_to_money(
                        'rejected_rows.own_currency_mrr * cast(rates.rate as '
                        ~ type_ratio() ~ ')'
                    ) }}
                when
                    rejected_rows.own_currency_mrr is not null
                    and rates.rate is not null
                    then 99999999999999
            end as {{ type_money() }}
        ) as mrr_at_stake
    from rejected_rows
    left join rates
        on rejected_rows.currency = rates.currency
)

select * from final
