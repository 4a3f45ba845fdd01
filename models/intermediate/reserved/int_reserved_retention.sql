{%- set value_history -%}
    partition by
        value_months.dimension,
        value_months.dimension_value,
        value_months.window_months
    order by value_months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- The reserved part of expansion over each window, month by month, for the
-- dimension values that ever have any.
with changes as (
    select * from {{ ref('int_reserved_retention_changes') }}
),

profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

arr_bands as (
    select * from {{ ref('int_arr_bands') }}
),

months as (
    select * from {{ ref('int_months') }}
),

labelled_changes as (
    select
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        changes.window_months,
        changes.month,
        changes.reserved_expansion_mrr
    from changes
    inner join profile_dimensions
        on changes.profile_id = profile_dimensions.profile_id
    where not changes.is_family

    union all

    select
        'arr_band' as dimension,
        arr_bands.arr_band as dimension_value,
        changes.window_months,
        changes.month,
        changes.reserved_expansion_mrr
    from changes
    inner join arr_bands
        on changes.arr_band_number = arr_bands.arr_band_number
    where not changes.is_family

    union all

    select
        'product_family' as dimension,
        product_family as dimension_value,
        window_months,
        month,
        reserved_expansion_mrr
    from changes
    where is_family
),

value_changes as (
    select
        dimension,
        dimension_value,
        window_months,
        month,
        sum(reserved_expansion_mrr) as reserved_expansion_mrr
    from labelled_changes
    group by
        dimension,
        dimension_value,
        window_months,
        month
),

value_months as (
    select
        dimension_values.dimension,
        dimension_values.dimension_value,
        dimension_values.window_months,
        months.month_number
    from (
        select distinct
            dimension,
            dimension_value,
            window_months
        from value_changes
    ) as dimension_values
    cross join months
),

final as (
    select
        value_months.month_number,
        value_months.window_months,
        value_months.dimension,
        value_months.dimension_value,
        cast(
            sum(coalesce(value_changes.reserved_expansion_mrr, 0))
                over ({{ value_history }})
            as {{ type_total() }}
        ) as reserved_expansion_mrr
    from value_months
    left join value_changes
        on
            value_months.month_number = value_changes.month
            and value_months.window_months = value_changes.window_months
            and value_months.dimension = value_changes.dimension
            and value_months.dimension_value = value_changes.dimension_value
)

select * from final
