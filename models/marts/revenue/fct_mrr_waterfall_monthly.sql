{%- set value_history -%}
    partition by dimension, dimension_value
    order by month
    rows between unbounded preceding and current row
{%- endset -%}
{%- set money = {
    'new': 'new_mrr',
    'reactivation': 'reactivation_mrr',
    'expansion': 'expansion_mrr',
    'contraction': 'contraction_mrr',
    'churn': 'churned_mrr',
} -%}
{%- set counts = {
    'new': 'new_accounts',
    'reactivation': 'reactivated_accounts',
    'churn': 'churned_accounts',
} -%}
with movements as (
    select * from {{ ref('fct_mrr_movements') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

months as (
    select * from {{ ref('int_months') }}
),

profile_flows as (
    select
        profiles.profile_id,
        movements.month,
        movements.movement_type,
        sum(abs(movements.mrr_change)) as mrr,
        count(*) as accounts
    from movements
    inner join profiles
        on movements.account_id = profiles.account_id
    group by
        profiles.profile_id,
        movements.month,
        movements.movement_type
),

-- every month of every dimension value, with its flows as positive amounts
dimension_values as (
    select distinct
        dimension,
        dimension_value
    from profile_dimensions
),

value_months as (
    select
        months.month,
        dimension_values.dimension,
        dimension_values.dimension_value
    from dimension_values
    cross join months
),

value_flows as (
    select
        {%- for type, column in money.items() %}
        sum(
            case
                when profile_flows.movement_type = '{{ type }}'
                    then profile_flows.mrr
            end
        ) as {{ column }},
        {%- endfor %}
        {%- for type, column in counts.items() %}
        sum(
            case
                when profile_flows.movement_type = '{{ type }}'
                    then profile_flows.accounts
            end
        ) as {{ column }},
        {%- endfor %}
        profile_flows.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
    from profile_flows
    inner join profile_dimensions
        on profile_flows.profile_id = profile_dimensions.profile_id
    group by
        profile_flows.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
),

filled_flows as (
    select
        {%- for column in (money.values() | list) + (counts.values() | list) %}
        coalesce(value_flows.{{ column }}, 0) as {{ column }},
        {%- endfor %}
        value_months.month,
        value_months.dimension,
        value_months.dimension_value
    from value_months
    left join value_flows
        on
            value_months.month = value_flows.month
            and value_months.dimension = value_flows.dimension
            and value_months.dimension_value = value_flows.dimension_value
),

net_flows as (
    select
        *,
        new_mrr + reactivation_mrr + expansion_mrr
        - contraction_mrr - churned_mrr as net_mrr,
        new_accounts + reactivated_accounts - churned_accounts as net_accounts
    from filled_flows
),

running_totals as (
    select
        *,
        sum(net_mrr) over ({{ value_history }}) as closing_mrr,
        sum(net_accounts) over ({{ value_history }}) as closing_accounts
    from net_flows
),

final as (
    select
        month,
        dimension,
        dimension_value,
        cast(closing_mrr - net_mrr as {{ type_total() }}) as opening_mrr,
        cast(new_mrr as {{ type_total() }}) as new_mrr,
        cast(reactivation_mrr as {{ type_total() }}) as reactivation_mrr,
        cast(expansion_mrr as {{ type_total() }}) as expansion_mrr,
        cast(contraction_mrr as {{ type_total() }}) as contraction_mrr,
        cast(churned_mrr as {{ type_total() }}) as churned_mrr,
        cast(closing_mrr as {{ type_total() }}) as closing_mrr,
        cast(closing_accounts - net_accounts as bigint) as opening_accounts,
        cast(new_accounts as bigint) as new_accounts,
        cast(reactivated_accounts as bigint) as reactivated_accounts,
        cast(churned_accounts as bigint) as churned_accounts,
        cast(closing_accounts as bigint) as closing_accounts,
        {{ ratio(
            'new_mrr + reactivation_mrr + expansion_mrr',
            'contraction_mrr + churned_mrr'
        ) }} as quick_ratio
    from running_totals
)

select * from final
