with levels as (
    select * from {{ ref('int_arr_levels_monthly') }}
    where month_number = {{ last_reported_month() }}
),

dispersion_groups as (
    select * from {{ ref('int_dispersion_groups') }}
),

digits as (
    {% for digit in range(10) -%}
    select {{ digit }} as digit
    {{- ' union all' if not loop.last }}
    {% endfor %}
),

percentiles as (
    select tens.digit * 10 + ones.digit + 1 as percentile
    from digits as ones
    cross join digits as tens
),

-- the percentiles that end within a level: few levels have any
spanned_levels as (
    select
        *,
        {{ integer_divide('100 * accounts_below', 'all_accounts') }}
            as from_percentile,
        {{ integer_divide(
            '100 * (accounts_below + accounts)', 'all_accounts'
        ) }} as to_percentile
    from levels
),

points as (
    select
        spanned_levels.group_number,
        percentiles.percentile,
        {{ ratio(
            '100 * spanned_levels.arr_below + spanned_levels.arr * ('
            ~ 'percentiles.percentile * spanned_levels.all_accounts'
            ~ ' - 100 * spanned_levels.accounts_below)',
            '100 * spanned_levels.all_arr'
        ) }} as cumulative_arr_share
    from spanned_levels
    inner join percentiles
        on
            spanned_levels.from_percentile < percentiles.percentile
            and spanned_levels.to_percentile >= percentiles.percentile
    where spanned_levels.from_percentile < spanned_levels.to_percentile

    union all

    select distinct
        group_number,
        0 as percentile,
        cast(0 as {{ type_ratio() }}) as cumulative_arr_share
    from levels
),

final as (
    select
        dispersion_groups.dimension,
        dispersion_groups.dimension_value,
        cast(points.percentile as bigint) as percentile,
        {{ ratio('points.percentile', 100) }} as cumulative_account_share,
        points.cumulative_arr_share
    from points
    inner join dispersion_groups
        on points.group_number = dispersion_groups.group_number
)

select * from final
