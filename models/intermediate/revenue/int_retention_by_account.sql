{%- set value_history -%}
    partition by
        openings.dimension,
        openings.dimension_value,
        openings.window_months
    order by openings.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- What each window opened with and lost or gained, per dimension value, where
-- the dimension is of the account: its attributes and its ARR band at opening.
with changes as (
    select * from {{ ref('int_retention_changes') }}
),

totals as (
    select * from {{ ref('int_mrr_totals') }}
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

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

labelled_changes as (
    select
        changes.*,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
    from changes
    inner join profile_dimensions
        on changes.profile_id = profile_dimensions.profile_id

    union all

    select
        changes.*,
        'arr_band' as dimension,
        arr_bands.arr_band as dimension_value
    from changes
    inner join arr_bands
        on changes.arr_band_number = arr_bands.arr_band_number
),

value_changes as (
    select
        month,
        window_months,
        dimension,
        dimension_value,
        sum(expansion_mrr) as expansion_mrr,
        sum(contraction_mrr) as contraction_mrr,
        sum(churned_mrr) as churned_mrr,
        sum(lost_accounts) as lost_accounts
    from labelled_changes
    group by
        month,
        window_months,
        dimension,
        dimension_value
),

-- only windows whose opening is a month of the calendar
openings as (
    select
        months.month_number,
        windows.window_months,
        totals.dimension,
        totals.dimension_value,
        totals.mrr as opening_mrr,
        totals.accounts as opening_accounts
    from totals
    cross join windows
    inner join months
        on totals.month_number + windows.window_months = months.month_number
),

final as (
    select
        openings.month_number,
        openings.window_months,
        openings.dimension,
        openings.dimension_value,
        openings.opening_accounts,
        openings.opening_mrr,
        sum(coalesce(value_changes.expansion_mrr, 0)) over ({{ value_history }})
            as expansion_mrr,
        sum(coalesce(value_changes.contraction_mrr, 0))
            over ({{ value_history }})
            as contraction_mrr,
        sum(coalesce(value_changes.churned_mrr, 0)) over ({{ value_history }})
            as churned_mrr,
        sum(coalesce(value_changes.lost_accounts, 0)) over ({{ value_history }})
            as lost_accounts
    from openings
    left join value_changes
        on
            openings.month_number = value_changes.month
            and openings.window_months = value_changes.window_months
            and openings.dimension = value_changes.dimension
            and openings.dimension_value = value_changes.dimension_value
)

select * from final
