-- Pairs of months add up to fct_nrr_monthly, in every window and ARR band of
-- the opening. For one month a year, because pairs are dense.
with pairs as (
    select * from {{ ref('int_account_retention_pairs') }}
    where
        months_between in ({{ retention_windows() | join(', ') }})
        and extract(month from month)
        = extract(month from {{ var_date('as_of_date') }})
),

retention as (
    select * from {{ ref('fct_nrr_monthly') }}
    where
        dimension in ('all', 'arr_band')
        and extract(month from month)
        = extract(month from {{ var_date('as_of_date') }})
),

valued_pairs as (
    select
        *,
        'all' as dimension,
        'all' as dimension_value
    from pairs

    union all

    select
        *,
        'arr_band' as dimension,
        arr_band as dimension_value
    from pairs
),

summed_pairs as (
    select
        month,
        months_between,
        dimension,
        dimension_value,
        count(*) as opening_accounts,
        sum(retained_accounts) as retained_accounts,
        sum(opening_mrr) as opening_mrr,
        sum(expansion_mrr) as expansion_mrr,
        sum(reserved_expansion_mrr) as reserved_expansion_mrr,
        sum(contraction_mrr) as contraction_mrr,
        sum(churned_mrr) as churned_mrr,
        sum(closing_mrr) as closing_mrr
    from valued_pairs
    group by
        month,
        months_between,
        dimension,
        dimension_value
),

sides as (
    {%- set figures = [
        'opening_accounts', 'retained_accounts', 'opening_mrr',
        'expansion_mrr', 'reserved_expansion_mrr', 'contraction_mrr',
        'churned_mrr', 'closing_mrr',
    ] %}
    select
        {%- for figure in figures %}
        {{ figure }},
        {%- endfor %}
        month,
        months_between,
        dimension,
        dimension_value
    from summed_pairs

    union all

    select
        {%- for figure in figures %}
        -{{ figure }} as {{ figure }},
        {%- endfor %}
        month,
        window_months as months_between,
        dimension,
        dimension_value
    from retention
)

select
    {%- for figure in figures %}
    sum(sides.{{ figure }}) as {{ figure }},
    {%- endfor %}
    sides.month,
    sides.months_between,
    sides.dimension,
    sides.dimension_value
from sides
group by
    sides.month,
    sides.months_between,
    sides.dimension,
    sides.dimension_value
having
    {{ 'sum(sides.' ~ figures | join(') <> 0 or sum(sides.') ~ ') <> 0' }}
