{%- set value_history -%}
    partition by value_months.dimension, value_months.dimension_value
    order by value_months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
with outlook_changes as (
    select * from {{ ref('int_outlook_changes') }}
),

profile_dimensions as (
    select * from {{ ref('int_reserved_profile_dimensions') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
),

months as (
    select * from {{ ref('int_months') }}
),

span as (
    select min(month_number) as first_month
    from months
),

-- what was known before the calendar begins, it begins with
profile_changes as (
    select
        outlook_changes.profile_id,
        greatest(outlook_changes.month, span.first_month) as month,
        outlook_changes.open_mrr,
        outlook_changes.ending_mrr,
        outlook_changes.starting_mrr
    from outlook_changes
    cross join span
),

value_changes as (
    select
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        profile_changes.month,
        sum(profile_changes.open_mrr) as open_mrr,
        sum(profile_changes.ending_mrr) as ending_mrr,
        sum(profile_changes.starting_mrr) as starting_mrr
    from profile_changes
    inner join profile_dimensions
        on profile_changes.profile_id = profile_dimensions.profile_id
    group by
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        profile_changes.month
),

value_months as (
    select
        months.month,
        months.month_number,
        dimension_values.dimension,
        dimension_values.dimension_value
    from (
        select
            dimension,
            dimension_value
        from waterfall
        {{ union_distinct() }}
        select
            dimension,
            dimension_value
        from value_changes
        where open_mrr <> 0 or ending_mrr <> 0 or starting_mrr <> 0
    ) as dimension_values
    cross join months
),

running_outlooks as (
    select
        {%- for column in ['open_mrr', 'ending_mrr', 'starting_mrr'] %}
        sum(coalesce(value_changes.{{ column }}, 0)) over ({{ value_history }})
            as {{ column }},
        {%- endfor %}
        value_months.month,
        value_months.dimension,
        value_months.dimension_value
    from value_months
    left join value_changes
        on
            value_months.month_number = value_changes.month
            and value_months.dimension = value_changes.dimension
            and value_months.dimension_value = value_changes.dimension_value
),

annual_outlooks as (
    select
        running_outlooks.month,
        running_outlooks.dimension,
        running_outlooks.dimension_value,
        cast(12 * coalesce(waterfall.closing_mrr, 0) as {{ type_total() }})
            as arr,
        cast(12 * running_outlooks.open_mrr as {{ type_total() }})
            as reserved_not_live_arr,
        cast(12 * running_outlooks.starting_mrr as {{ type_total() }})
            as known_starting_arr,
        cast(12 * running_outlooks.ending_mrr as {{ type_total() }})
            as known_ending_arr
    from running_outlooks
    left join waterfall
        on
            running_outlooks.month = waterfall.month
            and running_outlooks.dimension = waterfall.dimension
            and running_outlooks.dimension_value = waterfall.dimension_value
),

committed as (
    select
        *,
        cast(
            arr + reserved_not_live_arr + known_starting_arr - known_ending_arr
            as {{ type_total() }}
        ) as committed_arr
    from annual_outlooks
),

final as (
    select
        month,
        dimension,
        dimension_value,
        arr,
        reserved_not_live_arr,
        known_starting_arr,
        known_ending_arr,
        committed_arr,
        {{ ratio('committed_arr', 'arr') }} as committed_to_live_ratio
    from committed
)

select * from final
