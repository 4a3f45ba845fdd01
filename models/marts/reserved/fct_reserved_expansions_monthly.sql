{%- set left_by_status = {
    'cancelled_mrr': "reserved_steps.status = 'cancelled'",
    'lapsed_mrr': "reserved_steps.status = 'lapsed'",
    'overdue_mrr': "reserved_steps.status in ('partially_fulfilled', 'overdue')",
    'pending_mrr': "reserved_steps.status = 'pending'",
} -%}
{%- set sums = [
    'reserved_mrr', 'fulfilled_mrr', 'fulfilled_on_time_mrr', 'cancelled_mrr',
    'lapsed_mrr', 'overdue_mrr', 'pending_mrr',
] -%}
with reserved_steps as (
    select * from {{ ref('fct_reserved_expansions') }}
),

planned_steps as (
    select * from {{ ref('int_reserved_steps') }}
),

fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

profiles as (
    select * from {{ ref('int_reserved_account_profiles') }}
),

profile_dimensions as (
    select * from {{ ref('int_reserved_profile_dimensions') }}
),

on_time as (
    select
        fulfilments.reserved_expansion_id,
        sum(fulfilments.fulfilled_mrr) as fulfilled_on_time_mrr
    from fulfilments
    inner join planned_steps
        on
            fulfilments.reserved_expansion_id
            = planned_steps.reserved_expansion_id
            and planned_steps.planned_month
            + {{ var('reserved_grace_months') }} >= fulfilments.month
    group by fulfilments.reserved_expansion_id
),

profile_steps as (
    select
        {%- for column, condition in left_by_status.items() %}
        coalesce(
            sum(
                case
                    when {{ condition }} then reserved_steps.unfulfilled_mrr
                end
            ),
            0
        ) as {{ column }},
        {%- endfor %}
        profiles.profile_id,
        reserved_steps.planned_month,
        count(*) as steps,
        count(case when reserved_steps.status = 'fulfilled' then 1 end)
            as fulfilled_steps,
        sum(reserved_steps.reserved_mrr) as reserved_mrr,
        sum(reserved_steps.fulfilled_mrr) as fulfilled_mrr,
        sum(coalesce(on_time.fulfilled_on_time_mrr, 0))
            as fulfilled_on_time_mrr
    from reserved_steps
    inner join profiles
        on reserved_steps.account_id = profiles.account_id
    left join on_time
        on reserved_steps.reserved_expansion_id = on_time.reserved_expansion_id
    group by
        profiles.profile_id,
        reserved_steps.planned_month
),

value_steps as (
    select
        {%- for column in sums %}
        cast(sum(profile_steps.{{ column }}) as {{ type_total() }})
            as {{ column }},
        {%- endfor %}
        profile_steps.planned_month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        cast(sum(profile_steps.steps) as bigint) as steps,
        cast(sum(profile_steps.fulfilled_steps) as bigint) as fulfilled_steps
    from profile_steps
    inner join profile_dimensions
        on profile_steps.profile_id = profile_dimensions.profile_id
    group by
        profile_steps.planned_month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
),

final as (
    select
        planned_month,
        dimension,
        dimension_value,
        steps,
        fulfilled_steps,
        {%- for column in sums %}
        {{ column }},
        {%- endfor %}
        {{ ratio('fulfilled_mrr', 'reserved_mrr') }} as fulfilment_rate,
        {{ ratio('fulfilled_on_time_mrr', 'reserved_mrr') }} as on_time_rate,
        {{ ratio('fulfilled_steps', 'steps') }} as fulfilled_steps_rate
    from value_steps
)

select * from final
