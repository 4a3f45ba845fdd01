{%- set curve -%}
    partition by dimension, dimension_value
    order by percentile
{%- endset -%}
-- From 0 to 1, rising ever steeper; twice the area under the diagonal is Gini,
-- but for what straight lines between 100 points cut off.
with points as (
    select
        *,
        lag(cumulative_arr_share) over ({{ curve }}) as last_share,
        lead(cumulative_arr_share) over ({{ curve }}) as next_share,
        count(*) over (partition by dimension, dimension_value) as all_points
    from {{ ref('fct_arr_lorenz_curve') }}
),

areas as (
    select
        dimension,
        dimension_value,
        1 - sum(cumulative_arr_share + coalesce(last_share, 0)) / 100 as gini
    from points
    group by
        dimension,
        dimension_value
),

dispersion as (
    select dispersion.*
    from {{ ref('fct_arr_dispersion_monthly') }} as dispersion
    inner join {{ ref('dim_months') }} as months
        on dispersion.month = months.month
    where months.is_last_reported
)

select
    dimension,
    dimension_value,
    percentile,
    cumulative_arr_share
from points
where
    all_points <> 101
    or (percentile = 0 and cumulative_arr_share <> 0)
    or (percentile = 100 and abs(cumulative_arr_share - 1) > 1e-9)
    or cumulative_arr_share > cumulative_account_share + 1e-9
    or next_share - cumulative_arr_share
    < cumulative_arr_share - last_share - 1e-9

union all

select
    dispersion.dimension,
    dispersion.dimension_value,
    cast(null as bigint) as percentile,
    areas.gini as cumulative_arr_share
from dispersion
left join areas
    on
        dispersion.dimension = areas.dimension
        and dispersion.dimension_value = areas.dimension_value
where
    areas.gini is null
    or not dispersion.gini - areas.gini between -1e-9 and 0.01
