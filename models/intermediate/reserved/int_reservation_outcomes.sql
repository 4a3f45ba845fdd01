{%- set lead_days = dbt.datediff(
    'opportunities.created_date', 'opportunities.closed_date', 'day'
) -%}
{%- set first_value_days = dbt.datediff(
    'contract_starts.contract_date', 'first_values.first_value_date', 'day'
) -%}
-- What came of each account that landed, with a reservation or without: one row
-- an account and outcome that is known.
with accounts as (
    select
        account_id,
        size_segment,
        first_mrr_month,
        reservation = 'reserved_at_sale' as is_reserved
    from {{ ref('int_account_profiles') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
),

milestones as (
    select * from {{ ref('stg_crm__milestones') }}
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

states as (
    select * from {{ ref('int_account_mrr_states') }}
),

-- the first new business that was won is the sale at which an account landed
won_sales as (
    select
        opportunities.opportunity_id,
        opportunities.closed_date,
        coalesce(
            resolved_accounts.ledger_account_id, opportunities.account_id
        ) as account_id,
        {{ lead_days }} as lead_days
    from opportunities
    left join resolved_accounts
        on opportunities.account_id = resolved_accounts.account_id
    where
        opportunities.is_won
        and opportunities.opportunity_type = 'new_business'
        and opportunities.created_date <= opportunities.closed_date
),

first_sales as (
    select
        account_id,
        lead_days,
        row_number() over (
            partition by account_id
            order by closed_date, opportunity_id
        ) as sale_number
    from won_sales
),

first_values as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, milestones.account_id
        ) as account_id,
        min(milestones.achieved_date) as first_value_date
    from milestones
    left join resolved_accounts
        on milestones.account_id = resolved_accounts.account_id
    where milestones.milestone = 'first_value'
    group by
        coalesce(resolved_accounts.ledger_account_id, milestones.account_id)
),

contract_starts as (
    select
        items.account_id,
        min(items.mrr_start_date) as contract_date
    from items
    inner join first_values
        on items.account_id = first_values.account_id
    where first_values.first_value_date is not null
    group by items.account_id
),

known_outcomes as (
    select
        'sales_lead_days' as outcome,
        account_id,
        cast(lead_days as {{ type_ratio() }}) as outcome_value
    from first_sales
    where sale_number = 1

    union all

    select
        'first_value_days' as outcome,
        contract_starts.account_id,
        cast(
            {{ first_value_days }} as {{ type_ratio() }}
        ) as outcome_value
    from contract_starts
    inner join first_values
        on contract_starts.account_id = first_values.account_id
    {% for months in [12, 24] %}
    union all

    select
        'arr_after_{{ months }}_months' as outcome,
        accounts.account_id,
        cast(12 * states.current_mrr as {{ type_ratio() }}) as outcome_value
    from accounts
    inner join states
        on
            accounts.account_id = states.account_id
            and accounts.first_mrr_month + {{ months }} >= states.month
            and (
                accounts.first_mrr_month + {{ months }} < states.next_month
                or states.next_month is null
            )
    where
        accounts.first_mrr_month + {{ months }}
        <= {{ last_reported_month() }}
    {% endfor -%}
),

final as (
    select
        known_outcomes.outcome,
        known_outcomes.account_id,
        accounts.size_segment,
        accounts.is_reserved,
        case
            when known_outcomes.outcome = 'first_value_days'
                then contract_starts.contract_date
            else cast({{ dbt.last_day(
                month_date('accounts.first_mrr_month'), 'month'
            ) }} as date)
        end as agreed_by_date,
        known_outcomes.outcome_value
    from known_outcomes
    inner join accounts
        on known_outcomes.account_id = accounts.account_id
    left join contract_starts
        on known_outcomes.account_id = contract_starts.account_id
)

select * from final
