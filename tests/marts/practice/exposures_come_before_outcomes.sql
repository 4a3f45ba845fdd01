-- Derived anew from raw facts: an account counts as exposed only where the day
-- lies before the months in which its expansion is looked for, and those begin
-- after the landmark. Nor is an account exposed that nothing was done for.
with landmarks as (
    select
        marks.*,
        accounts.first_mrr_month
    from {{ ref('int_account_landmarks') }} as marks
    inner join {{ ref('dim_accounts') }} as accounts
        on marks.account_id = accounts.account_id
),

expansions as (
    select
        account_id,
        month
    from {{ ref('fct_mrr_movements') }}
    where movement_type = 'expansion'
),

expanded as (
    select distinct landmarks.account_id
    from landmarks
    inner join expansions
        on
            landmarks.account_id = expansions.account_id
            and landmarks.outcome_start_date <= expansions.month
            and {{ month_number('landmarks.outcome_start_date') }} + 12
            > {{ month_number('expansions.month') }}
),

first_events as (
    select
        account_id,
        min(case when event = 'outcome_reported' then event_date end)
            as reported_date,
        min(case when event = 'proposal' then event_date end) as proposed_date,
        min(case when event = 'onboarded' then event_date end) as onboarded_date
    from {{ ref('int_practice_events') }}
    group by account_id
),

cases as (
    select
        cases.exposure,
        cases.case_id,
        cases.is_exposed,
        landmarks.outcome_start_date,
        landmarks.first_mrr_month,
        cases.outcome_value = 1 as has_expanded,
        expanded.account_id is not null as is_expanded,
        case cases.exposure
            when 'outcome_reported' then first_events.reported_date
            when 'proposed_early' then first_events.proposed_date
            else first_events.onboarded_date
        end as first_date
    from {{ ref('int_playbook_cases') }} as cases
    left join landmarks
        on cases.case_id = landmarks.account_id
    left join first_events
        on cases.case_id = first_events.account_id
    left join expanded
        on cases.case_id = expanded.account_id
    where cases.outcome = 'expanded_in_12_months'
)

select
    exposure,
    case_id,
    first_date,
    outcome_start_date
from cases
where
    outcome_start_date is null
    or {{ month_number('outcome_start_date') }}
    <> {{ month_number('first_mrr_month') }}
    + {{ var('evidence_landmark_months') }} + 1
    or has_expanded <> is_expanded
    or (
        is_exposed
        and coalesce(first_date >= outcome_start_date, true)
    )
    or (
        not is_exposed
        and exposure <> 'onboarded_on_time'
        and first_date < outcome_start_date
    )
