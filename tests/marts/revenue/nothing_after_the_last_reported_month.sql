-- Right-censoring must never look like churn: no mart speaks of a month that
-- is not complete at as_of_date, nor of one before the first with MRR.
{%- set marts = {
    'fct_mrr_movements': 'month',
    'fct_mrr_movement_drivers': 'month',
    'fct_account_mrr_monthly': 'month',
    'fct_mrr_waterfall_monthly': 'month',
    'fct_nrr_monthly': 'month',
    'fct_nrr_by_policy': 'month',
    'fct_nrr_account_contributions': 'month',
    'fct_retention_cohorts': 'cohort_month',
    'dim_months': 'month',
} %}
with all_months as (
    {% for mart, column in marts.items() -%}
    select
        '{{ mart }}' as mart,
        min({{ column }}) as first_month,
        max({{ column }}) as last_month
    from {{ ref(mart) }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from all_months
where
    {{ month_number('last_month') }} > {{ last_reported_month() }}
    or first_month < (
        select min(movements.month)
        from {{ ref('fct_mrr_movements') }} as movements
    )
