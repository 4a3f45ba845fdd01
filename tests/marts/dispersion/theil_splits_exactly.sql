-- within + between = total to 1e-9, neither is negative, and every dimension of
-- accounts splits every month.
with decomposition as (
    select * from {{ ref('fct_arr_dispersion_decomposition_monthly') }}
),

company as (
    select * from {{ ref('fct_arr_dispersion_monthly') }}
    where dimension = 'all'
),

dimension_counts as (
    select
        company.month,
        company.theil_t,
        count(decomposition.dimension) as dimensions
    from company
    left join decomposition
        on company.month = decomposition.month
    group by
        company.month,
        company.theil_t
)

select
    month,
    dimension,
    theil_total
from decomposition
where
    not (
        abs(theil_within + theil_between - theil_total) <= 1e-9
        and theil_within >= -1e-9
        and theil_between >= -1e-9
    )

union all

select
    month,
    'missing' as dimension,
    theil_t as theil_total
from dimension_counts
where dimensions <> {{ account_dimensions() | length }}
