-- Over the values of each dimension every amount and count adds up to 'all'.
-- Of product families, net change does; expansion and losses are netted apart.
{%- set marts = {
    'fct_mrr_waterfall_monthly': {
        'keys': ['month'],
        'sums': [
            'opening_mrr', 'new_mrr', 'reactivation_mrr', 'expansion_mrr',
            'contraction_mrr', 'churned_mrr', 'closing_mrr',
            'opening_accounts', 'new_accounts', 'reactivated_accounts',
            'churned_accounts', 'closing_accounts',
        ],
    },
    'fct_nrr_monthly': {
        'keys': ['month', 'window_months'],
        'sums': [
            'opening_accounts', 'retained_accounts', 'opening_mrr',
            'expansion_mrr', 'contraction_mrr', 'churned_mrr', 'closing_mrr',
        ],
    },
    'fct_retention_cohorts': {
        'keys': ['cohort_month', 'months_since_start'],
        'sums': [
            'cohort_accounts', 'retained_accounts', 'cohort_mrr',
            'current_mrr',
        ],
    },
} %}
with {% for mart, columns in marts.items() -%}
{{ mart }}_sums as (
    select
        {%- for key in columns['keys'] %}
        {{ key }},
        {%- endfor %}
        dimension,
        {%- for sum in columns['sums'] %}
        sum({{ sum }}) as {{ sum }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(mart) }}
    group by
        {%- for key in columns['keys'] %}
        {{ key }},
        {%- endfor %}
        dimension
){{ ',' if not loop.last }}

{% endfor -%}
{% for mart, columns in marts.items() -%}
select
    '{{ mart }}' as mart,
    {%- for key in columns['keys'] %}
    cast(parts.{{ key }} as {{ dbt.type_string() }})
    {{- " || '|' || " if not loop.last else ' as mart_key,' }}
    {%- endfor %}
    parts.dimension
from {{ mart }}_sums as parts
inner join {{ mart }}_sums as whole
    on
        {%- for key in columns['keys'] %}
        parts.{{ key }} = whole.{{ key }} and
        {%- endfor %}
        whole.dimension = 'all'
where
    {%- if mart == 'fct_nrr_monthly' %}
    (
        parts.dimension = 'product_family'
        and (
            parts.opening_mrr <> whole.opening_mrr
            or parts.closing_mrr <> whole.closing_mrr
            or parts.expansion_mrr - parts.contraction_mrr - parts.churned_mrr
            <> whole.closing_mrr - whole.opening_mrr
        )
    )
    or (
        parts.dimension <> 'product_family'
        and (
    {%- else %}
    (
        (
    {%- endif %}
            {%- for sum in columns['sums'] %}
            {{ 'or ' if not loop.first }}parts.{{ sum }} <> whole.{{ sum }}
            {%- endfor %}
        )
    )
{{ 'union all' if not loop.last }}
{% endfor %}
