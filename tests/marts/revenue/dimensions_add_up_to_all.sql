-- Over the values of each dimension every amount and count adds up to 'all'.
-- Of product families, net change does; expansion and losses are netted apart.
{%- set waterfall_sums = [
    'opening_mrr', 'new_mrr', 'reactivation_mrr', 'expansion_mrr',
    'contraction_mrr', 'churned_mrr', 'closing_mrr', 'opening_accounts',
    'new_accounts', 'reactivated_accounts', 'churned_accounts',
    'closing_accounts',
] %}
{%- set nrr_sums = [
    'opening_mrr', 'closing_mrr',
    'expansion_mrr - contraction_mrr - churned_mrr',
    'expansion_mrr', 'reserved_expansion_mrr', 'contraction_mrr',
    'churned_mrr', 'opening_accounts', 'retained_accounts',
] %}
{%- set cohort_sums = [
    'cohort_mrr', 'current_mrr', 'cohort_accounts', 'retained_accounts',
] %}
with figures as (
    {%- for mart, keys, sums in [
        ('fct_mrr_waterfall_monthly', ['month'], waterfall_sums),
        ('fct_nrr_monthly', ['month', 'window_months'], nrr_sums),
        (
            'fct_retention_cohorts',
            ['cohort_month', 'months_since_start'],
            cohort_sums,
        ),
    ] %}
    {%- set outer_loop = loop %}
    {%- for figure in sums %}
    select
        '{{ mart }}' as mart,
        '{{ figure }}' as figure,
        cast({{ keys | first }} as {{ dbt.type_string() }}) as first_key,
        cast({{ keys | last }} as {{ dbt.type_string() }}) as last_key,
        dimension,
        sum({{ figure }}) as amount
    from {{ ref(mart) }}
    group by
        cast({{ keys | first }} as {{ dbt.type_string() }}),
        cast({{ keys | last }} as {{ dbt.type_string() }}),
        dimension
    {% if not (loop.last and outer_loop.last) -%} union all {%- endif %}
    {%- endfor %}
    {%- endfor %}
)

select
    parts.mart,
    parts.figure,
    parts.first_key,
    parts.last_key,
    parts.dimension,
    parts.amount,
    whole.amount as amount_of_all
from figures as parts
inner join figures as whole
    on
        parts.mart = whole.mart
        and parts.figure = whole.figure
        and parts.first_key = whole.first_key
        and parts.last_key = whole.last_key
        and whole.dimension = 'all'
where
    parts.amount <> whole.amount
    and (
        parts.dimension <> 'product_family'
        or parts.figure in (
            'opening_mrr',
            'closing_mrr',
            'expansion_mrr - contraction_mrr - churned_mrr'
        )
    )
