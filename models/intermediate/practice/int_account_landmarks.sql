{%- set landmark = var('evidence_landmark_months') -%}
{%- set outcome_start -%}
{{ month_date('paying_accounts.landmark_month + 1') }}
{%- endset -%}
-- Each account at one point of its life, its landmark: what was done by then,
-- and whether it expanded in the year after. What is done later is not looked
-- at, so that an expansion cannot be the cause of what is said to cause it.
with profiles as (
    select * from {{ ref('int_account_profiles') }}
),

states as (
    select * from {{ ref('int_account_mrr_states') }}
),

events as (
    select * from {{ ref('int_practice_events') }}
),

onboardings as (
    select * from {{ ref('int_account_onboardings') }}
),

paying_accounts as (
    select
        profiles.account_id,
        profiles.size_segment,
        profiles.first_mrr_month + {{ landmark }} as landmark_month
    from profiles
    inner join states
        on
            profiles.account_id = states.account_id
            and profiles.first_mrr_month + {{ landmark }} >= states.month
            and (
                profiles.first_mrr_month + {{ landmark }} < states.next_month
                or states.next_month is null
            )
    where
        states.current_mrr > 0
        -- the whole year after it is reported
        and profiles.first_mrr_month + {{ landmark }} + 12
        <= {{ last_reported_month() }}
),

dated_accounts as (
    select
        *,
        {{ outcome_start }} as outcome_start_date
    from paying_accounts
),

expanded_accounts as (
    select distinct dated_accounts.account_id
    from dated_accounts
    inner join states
        on
            dated_accounts.account_id = states.account_id
            and dated_accounts.landmark_month < states.month
            and dated_accounts.landmark_month + 12 >= states.month
    where
        states.previous_mrr > 0
        and states.mrr_change > 0
),

done_before as (
    select
        dated_accounts.account_id,
        min(
            case
                when events.event = 'outcome_reported'
                    then events.event_date
            end
        ) as reported_date,
        min(case when events.event = 'proposal' then events.event_date end)
            as proposed_date
    from dated_accounts
    inner join events
        on
            dated_accounts.account_id = events.account_id
            and dated_accounts.outcome_start_date > events.event_date
    group by dated_accounts.account_id
),

final as (
    select
        dated_accounts.account_id,
        dated_accounts.size_segment,
        dated_accounts.outcome_start_date,
        expanded_accounts.account_id is not null as has_expanded,
        done_before.reported_date,
        done_before.proposed_date,
        case
            when onboardings.onboarded_date < dated_accounts.outcome_start_date
                then onboardings.onboarded_date
        end as onboarded_date,
        -- as it was known then: done late is late, due and not done is late
        case
            when onboardings.onboarded_date < dated_accounts.outcome_start_date
                then onboardings.onboarded_date <= onboardings.due_date
            when onboardings.first_due_date < dated_accounts.outcome_start_date
                then false
        end as is_onboarded_on_time
    from dated_accounts
    left join expanded_accounts
        on dated_accounts.account_id = expanded_accounts.account_id
    left join done_before
        on dated_accounts.account_id = done_before.account_id
    left join onboardings
        on dated_accounts.account_id = onboardings.account_id
)

select * from final
