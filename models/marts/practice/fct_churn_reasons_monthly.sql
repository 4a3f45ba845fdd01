{%- set days_to_share = dbt.datediff('captured_date', 'shared_date', 'day') -%}
with reasons as (
    select
        *,
        {{ days_to_share }} as days_to_share
    from {{ ref('int_churn_reasons') }}
),

final as (
    select
        {{ month_date('month') }} as month,
        category,
        cast(count(*) as bigint) as churned_accounts,
        cast(sum(churned_mrr) as {{ type_total() }}) as churned_mrr,
        cast(count(shared_date) as bigint) as shared_accounts,
        {{ median('days_to_share') }}
            as median_days_to_share
    from reasons
    group by
        month,
        category
)

select * from final
