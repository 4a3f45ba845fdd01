{%- set so_far -%}
    partition by dimension, dimension_value
    order by days_since_start
{%- endset -%}
-- open + converted + lost = 1 on every day; the curve counts every PoC that has
-- started once; shares only fall or rise (DOUBLEs: to 1e-12); each day's risk
-- set is the one before less those that left it.
with days as (
    select
        *,
        lag(at_risk - converted - lost - censored) over ({{ so_far }})
            as left_over,
        lag(survival) over ({{ so_far }}) as previous_survival,
        lag(cumulative_conversion) over ({{ so_far }}) as previous_conversion
    from {{ ref('fct_poc_conversion_curve') }}
),

conversion as (
    select
        dimension,
        dimension_value,
        started
    from {{ ref('fct_poc_conversion') }}
    where
        started_quarter = 'all'
        and dimension in ('all', 'criteria_before_start')
),

curves as (
    select
        dimension,
        dimension_value,
        sum(converted + lost + censored) as pocs
    from days
    group by
        dimension,
        dimension_value
)

select
    'a day' as what,
    dimension,
    dimension_value,
    days_since_start
from days
where
    abs(open_share + cumulative_conversion + cumulative_loss - 1) > 1e-9
    or days_since_start < 0
    or at_risk <> coalesce(left_over, at_risk)
    or survival > previous_survival + 1e-12
    or survival < open_share - 1e-9
    or cumulative_conversion < previous_conversion - 1e-12

union all

select
    'a curve' as what,
    conversion.dimension,
    conversion.dimension_value,
    cast(null as bigint) as days_since_start
from conversion
left join curves
    on
        conversion.dimension = curves.dimension
        and conversion.dimension_value = curves.dimension_value
where conversion.started <> coalesce(curves.pocs, 0)
