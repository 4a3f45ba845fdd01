{%- set firsts = ['onboarded', 'light_success', 'deep_success'] -%}
{%- set year_ago = dbt.dateadd('month', -12, var_date('as_of_date')) -%}
-- The points of the practice as facts, per account that has any of them.
with events as (
    select * from {{ ref('int_practice_events') }}
),

requests as (
    select * from {{ ref('stg_crm__feature_requests') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

steps as (
    select * from {{ ref('fct_reserved_expansions') }}
),

pocs as (
    select
        *,
        row_number() over (
            partition by account_id
            order by start_date desc, poc_id desc
        ) as latest_number
    from {{ ref('fct_pocs') }}
    where status <> 'not_started'
),

done_facts as (
    select
        {%- for event in firsts %}
        min(case when event = '{{ event }}' then event_date end)
            as {{ event }}_date,
        {%- endfor %}
        account_id,
        max(case when event = 'decision_maker_review' then event_date end)
            as last_decision_maker_review_date,
        count(
            case
                when
                    event = 'outcome_acknowledged'
                    and event_date > cast({{ year_ago }} as date)
                    then 1
            end
        ) as recent_acknowledgements,
        count(case when event = 'request_released' then 1 end)
            as released_requests,
        min(case when event = 'proposal' then event_date end)
            as first_proposal_date,
        max(case when event = 'proposal' then event_date end)
            as last_proposal_date,
        count(case when event = 'proposal' then 1 end) as proposals
    from events
    group by account_id
),

on_time_onboardings as (
    select * from {{ ref('int_account_onboardings') }}
),

blocking_requests as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, requests.account_id
        ) as account_id,
        count(*) as open_blocking_requests
    from requests
    left join resolved_accounts
        on requests.account_id = resolved_accounts.account_id
    where
        requests.is_blocking
        and requests.requested_date <= {{ var_date('as_of_date') }}
        and coalesce(requests.status, 'open') in ('open', 'planned')
        and (
            requests.released_date is null
            or requests.released_date > {{ var_date('as_of_date') }}
        )
    group by
        coalesce(resolved_accounts.ledger_account_id, requests.account_id)
),

open_steps as (
    select
        account_id,
        sum(unfulfilled_mrr) as reserved_mrr_ahead,
        count(
            case when status in ('partially_fulfilled', 'overdue') then 1 end
        ) as late_steps
    from steps
    where status in ('pending', 'partially_fulfilled', 'overdue')
    group by account_id
),

named_accounts as (
    select account_id from done_facts
    {{ union_distinct() }}
    select account_id from on_time_onboardings
    {{ union_distinct() }}
    select account_id from blocking_requests
    {{ union_distinct() }}
    select account_id from open_steps
    {{ union_distinct() }}
    select account_id from pocs
),

final as (
    select
        {%- for event in firsts %}
        done_facts.{{ event }}_date,
        {%- endfor %}
        named_accounts.account_id,
        on_time_onboardings.is_onboarded_on_time,
        done_facts.last_decision_maker_review_date,
        coalesce(done_facts.recent_acknowledgements, 0) > 0
            as is_outcome_acknowledged,
        coalesce(blocking_requests.open_blocking_requests, 0)
            as open_blocking_requests,
        coalesce(done_facts.released_requests, 0) as released_requests,
        pocs.status as poc_status,
        coalesce(pocs.has_criteria_before_start, false)
            as has_poc_criteria_before_start,
        done_facts.first_proposal_date,
        done_facts.last_proposal_date,
        coalesce(done_facts.proposals, 0) as proposals,
        cast(
            coalesce(open_steps.reserved_mrr_ahead, 0) as {{ type_money() }}
        ) as reserved_mrr_ahead,
        coalesce(open_steps.late_steps, 0) as late_steps
    from named_accounts
    left join done_facts
        on named_accounts.account_id = done_facts.account_id
    left join on_time_onboardings
        on named_accounts.account_id = on_time_onboardings.account_id
    left join blocking_requests
        on named_accounts.account_id = blocking_requests.account_id
    left join open_steps
        on named_accounts.account_id = open_steps.account_id
    left join pocs
        on
            named_accounts.account_id = pocs.account_id
            and pocs.latest_number = 1
)

select * from final
