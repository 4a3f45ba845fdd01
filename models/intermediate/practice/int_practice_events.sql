-- What was done for an account, by the day it was done, under the account its
-- money is counted under. What lies after as_of_date has not happened yet.
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

milestones as (
    select
        account_id,
        milestone as event,
        achieved_date as event_date,
        achieved_date <= target_date as is_on_time
    from {{ ref('stg_crm__milestones') }}
),

reviews as (
    select
        account_id,
        held_date,
        coalesce(outcome_reported, false) as is_reported,
        coalesce(outcome_reported and outcome_acknowledged, false)
            as is_acknowledged
    from {{ ref('stg_crm__executive_reviews') }}
    where decision_maker_attended
),

proposals as (
    select * from {{ ref('stg_crm__expansion_proposals') }}
),

requests as (
    select * from {{ ref('stg_crm__feature_requests') }}
),

all_events as (
    select
        account_id,
        event,
        event_date,
        is_on_time
    from milestones

    union all

    select
        account_id,
        'decision_maker_review' as event,
        held_date as event_date,
        cast(null as boolean) as is_on_time
    from reviews

    union all

    select
        account_id,
        'outcome_reported' as event,
        held_date as event_date,
        cast(null as boolean) as is_on_time
    from reviews
    where is_reported

    union all

    select
        account_id,
        'outcome_acknowledged' as event,
        held_date as event_date,
        cast(null as boolean) as is_on_time
    from reviews
    where is_acknowledged

    union all

    select
        account_id,
        'proposal' as event,
        proposed_date as event_date,
        cast(null as boolean) as is_on_time
    from proposals

    union all

    select
        account_id,
        'request_released' as event,
        released_date as event_date,
        cast(null as boolean) as is_on_time
    from requests
),

final as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, all_events.account_id
        ) as account_id,
        all_events.event,
        all_events.event_date,
        all_events.is_on_time
    from all_events
    left join resolved_accounts
        on all_events.account_id = resolved_accounts.account_id
    where all_events.event_date <= {{ var_date('as_of_date') }}
)

select * from final
