{%- set currency_history -%}
    partition by currency_months.currency
    order by currency_months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- MRR of each currency at every month end from its first on. A view: currencies
-- times months are few.
{{ config(materialized='view') }}
with changes as (
    select * from {{ ref('int_currency_mrr_changes') }}
),

months as (
    select * from {{ ref('int_months') }}
),

first_months as (
    select
        currency,
        min(month_number) as first_month_number
    from changes
    group by currency
),

currency_months as (
    select
        first_months.currency,
        months.month_number,
        months.month
    from first_months
    inner join months
        on first_months.first_month_number <= months.month_number
),

final as (
    select
        currency_months.currency,
        currency_months.month_number,
        currency_months.month,
        cast(
            sum(coalesce(changes.mrr_change, 0)) over ({{ currency_history }})
            as {{ type_total() }}
        ) as mrr,
        cast(
            sum(coalesce(changes.native_mrr_change, 0))
                over ({{ currency_history }})
            as {{ type_total() }}
        ) as native_mrr
    from currency_months
    left join changes
        on
            currency_months.currency = changes.currency
            and currency_months.month_number = changes.month_number
)

select * from final
