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
),

first_movement as (
    select min(month) as month
    from {{ ref('fct_mrr_movements') }}
)

select all_months.*
from all_months
cross join first_movement
where
    cast({{ dbt.last_day('all_months.last_month', 'month') }} as date)
    > {{ var_date('as_of_date') }}
    or all_months.first_month < first_movement.month
