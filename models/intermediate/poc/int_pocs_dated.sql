{%- set window_end = dbt.dateadd(
    'day', var('poc_conversion_window_days'), 'over_date'
) -%}
-- PoCs as they are known on as_of_date: what was prepared, when each is over,
-- and until which month a gain of its product converts it.
with pocs as (
    select * from {{ ref('stg_crm__pocs') }}
),

criteria as (
    select
        poc_id,
        count(*) as criteria,
        count(is_met) as judged_criteria,
        count(case when is_met then 1 end) as criteria_met,
        min(agreed_date) as first_agreed_date
    from {{ ref('stg_crm__poc_criteria') }}
    group by poc_id
),

sites as (
    select
        poc_id,
        count(*) as sites,
        count(selection_reason) as selected_sites,
        count(case when selection_reason = 'well_adopted' then 1 end)
            as well_adopted_sites,
        case when count(*) = count(seats) then sum(seats) end as seats
    from {{ ref('stg_crm__poc_sites') }}
    group by poc_id
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

prepared_pocs as (
    select
        pocs.*,
        coalesce(resolved_accounts.ledger_account_id, pocs.account_id)
            as ledger_account_id,
        coalesce(criteria.criteria, 0) as criteria,
        case when criteria.judged_criteria > 0 then criteria.criteria_met end
            as criteria_met,
        coalesce(criteria.first_agreed_date <= pocs.start_date, false)
            as has_criteria_before_start,
        coalesce(sites.sites, 0) as sites,
        -- of the sites of which it is said why they were chosen
        case
            when coalesce(sites.selected_sites, 0) = 0 then 'unknown'
            when 2 * sites.well_adopted_sites >= sites.selected_sites
                then 'well_adopted'
            else 'other'
        end as target_selection,
        coalesce(pocs.seats, sites.seats) as poc_seats,
        coalesce(pocs.end_date, pocs.planned_end_date) as stated_end_date,
        -- a loss that names no day was decided when it was recorded
        coalesce(
            pocs.decision_date, cast(pocs.recorded_at as date), pocs.start_date
        ) as stated_decision_date
    from pocs
    left join criteria
        on pocs.poc_id = criteria.poc_id
    left join sites
        on pocs.poc_id = sites.poc_id
    left join resolved_accounts
        on pocs.account_id = resolved_accounts.account_id
),

-- one of which neither end is said runs on
ended_pocs as (
    select
        *,
        case
            when stated_end_date is not null
                then greatest(stated_end_date, start_date)
        end as over_date
    from prepared_pocs
),

windowed_pocs as (
    select
        *,
        {{ month_number('start_date') }} as start_month,
        {{ month_number(window_end) }} as window_end_month,
        cast({{ dbt.last_day(window_end, 'month') }} as date) as window_end_date
    from ended_pocs
),

final as (
    select
        poc_id,
        ledger_account_id as account_id,
        product_id,
        opportunity_id,
        motion,
        start_date,
        over_date,
        purpose is not null as has_purpose,
        has_criteria_before_start,
        criteria,
        criteria_met,
        target_selection,
        sites,
        poc_seats,
        decision,
        lost_reason,
        start_month,
        window_end_month,
        case
            when
                decision = 'lost'
                and stated_decision_date <= {{ var_date('as_of_date') }}
                then greatest(stated_decision_date, start_date)
        end as decided_lost_date,
        -- over once every month in which a contract could start is reported
        case
            when window_end_month <= {{ last_reported_month() }}
                then window_end_date
        end as window_lost_date
    from windowed_pocs
)

select * from final
