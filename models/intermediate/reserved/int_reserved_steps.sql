-- Steps as they are known on as_of_date: the months in which an expansion can
-- fulfil them, and their place in the queue of their account and product.
with steps as (
    select * from {{ ref('stg_crm__reserved_expansions') }}
),

opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

churns as (
    select
        account_id,
        month
    from {{ ref('int_account_mrr_states') }}
    where current_mrr = 0 and mrr_change <> 0
),

valued_steps as (
    select
        steps.*,
        coalesce(resolved_accounts.ledger_account_id, steps.account_id)
            as ledger_account_id,
        coalesce(steps.owner_id, opportunities.owner_id, 'unassigned')
            as step_owner_id,
        steps.status = 'cancelled' as is_cancelled,
        {{ month_number('steps.agreed_date') }} as agreed_month,
        {{ month_number('steps.planned_start_date') }} as planned_month,
        -- a cancellation that names no day took effect when it was recorded
        case
            when steps.status = 'cancelled'
                then {{ month_number(
                    'coalesce(steps.cancelled_date, '
                    ~ 'cast(steps.recorded_at as date), steps.agreed_date)'
                ) }}
        end as cancelled_month,
        {{ converted('steps.reserved_mrr', 'rates.rate') }}
            as step_reserved_mrr
    from steps
    inner join rates
        on steps.currency = rates.currency
    left join resolved_accounts
        on steps.account_id = resolved_accounts.account_id
    left join opportunities
        on steps.opportunity_id = opportunities.opportunity_id
),

-- a churn in the month of agreement came before it: the step is of the return
lapses as (
    select
        valued_steps.reserved_expansion_id,
        min(churns.month) as lapsed_month
    from valued_steps
    inner join churns
        on
            valued_steps.ledger_account_id = churns.account_id
            and valued_steps.agreed_month < churns.month
    group by valued_steps.reserved_expansion_id
),

final as (
    select
        valued_steps.reserved_expansion_id,
        valued_steps.ledger_account_id as account_id,
        valued_steps.product_id,
        valued_steps.opportunity_id,
        valued_steps.step_owner_id as owner_id,
        valued_steps.expansion_kind,
        valued_steps.agreed_date,
        valued_steps.reserved_seats,
        valued_steps.step_reserved_mrr as reserved_mrr,
        valued_steps.is_cancelled,
        valued_steps.agreed_month,
        valued_steps.planned_month,
        lapses.lapsed_month,
        coalesce(
            least(
                coalesce(valued_steps.cancelled_month, lapses.lapsed_month),
                coalesce(lapses.lapsed_month, valued_steps.cancelled_month)
            ),
            {{ last_reported_month() }}
        ) as closed_month,
        row_number() over (
            partition by
                valued_steps.ledger_account_id, valued_steps.product_id
            order by
                valued_steps.planned_month,
                valued_steps.agreed_month,
                valued_steps.reserved_expansion_id
        ) as step_order
    from valued_steps
    left join lapses
        on
            valued_steps.reserved_expansion_id
            = lapses.reserved_expansion_id
)

select * from final
