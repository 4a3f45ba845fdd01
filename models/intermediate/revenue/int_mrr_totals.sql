{%- set value_history -%}
    partition by value_months.dimension, value_months.dimension_value
    order by value_months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- Month-end MRR and paying accounts per month and dimension value, the ARR
-- band of that month included: what a window opens with.
with states as (
    select * from {{ ref('int_account_mrr_states') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
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

-- an account enters the band of what it pays now and leaves that of before
state_ends as (
    select
        account_id,
        month,
        current_mrr as mrr,
        {{ arr_band_number('current_mrr') }} as arr_band_number,
        1 as sign
    from states
    where current_mrr > 0

    union all

    select
        account_id,
        month,
        previous_mrr as mrr,
        {{ arr_band_number('previous_mrr') }} as arr_band_number,
        -1 as sign
    from states
    where previous_mrr > 0
),

profile_changes as (
    select
        profiles.profile_id,
        state_ends.arr_band_number,
        state_ends.month,
        sum(state_ends.sign * state_ends.mrr) as mrr_change,
        sum(state_ends.sign) as accounts_change
    from state_ends
    inner join profiles
        on state_ends.account_id = profiles.account_id
    group by
        profiles.profile_id,
        state_ends.arr_band_number,
        state_ends.month
),

value_changes as (
    select
        profile_changes.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        sum(profile_changes.mrr_change) as mrr_change,
        sum(profile_changes.accounts_change) as accounts_change
    from profile_changes
    inner join profile_dimensions
        on profile_changes.profile_id = profile_dimensions.profile_id
    group by
        profile_changes.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value

    union all

    select
        profile_changes.month,
        'arr_band' as dimension,
        arr_bands.arr_band as dimension_value,
        sum(profile_changes.mrr_change) as mrr_change,
        sum(profile_changes.accounts_change) as accounts_change
    from profile_changes
    inner join arr_bands
        on profile_changes.arr_band_number = arr_bands.arr_band_number
    group by
        profile_changes.month,
        arr_bands.arr_band
),

value_months as (
    select
        months.month_number,
        dimension_values.dimension,
        dimension_values.dimension_value
    from (
        select distinct
            dimension,
            dimension_value
        from value_changes
    ) as dimension_values
    cross join months
),

final as (
    select
        value_months.month_number,
        value_months.dimension,
        value_months.dimension_value,
        cast(
            sum(coalesce(value_changes.mrr_change, 0))
                over ({{ value_history }})
            as {{ type_total() }}
        ) as mrr,
        cast(
            sum(coalesce(value_changes.accounts_change, 0))
                over ({{ value_history }})
            as bigint
        ) as accounts
    from value_months
    left join value_changes
        on
            value_months.month_number = value_changes.month
            and value_months.dimension = value_changes.dimension
            and value_months.dimension_value = value_changes.dimension_value
)

select * from final
