{%- set stale_date -%}
cast({{ dbt.dateadd(
    'month', -var('proposal_recency_months'), var_date('as_of_date')
) }} as date)
{%- endset -%}
with accounts as (
    select * from {{ ref('dim_accounts') }}
    where is_active
),

practice as (
    select * from {{ ref('int_account_practice') }}
),

seat_use as (
    select * from {{ ref('int_account_seat_use') }}
),

contributions as (
    select
        nrr.account_id,
        nrr.contribution_points
    from {{ ref('fct_nrr_account_contributions') }} as nrr
    inner join {{ ref('int_months') }} as months
        on nrr.month = months.month
    where months.is_last_reported
),

described_accounts as (
    select
        accounts.account_id,
        accounts.size_segment,
        accounts.current_arr,
        accounts.addressable_seats,
        practice.onboarded_date,
        practice.is_onboarded_on_time,
        practice.light_success_date,
        practice.deep_success_date,
        practice.last_decision_maker_review_date,
        practice.poc_status,
        practice.first_proposal_date,
        practice.last_proposal_date,
        seat_use.seats,
        contributions.contribution_points as nrr_contribution_points,
        coalesce(practice.is_outcome_acknowledged, false)
            as is_outcome_acknowledged,
        coalesce(practice.open_blocking_requests, 0) as open_blocking_requests,
        coalesce(practice.released_requests, 0) as released_requests,
        coalesce(practice.proposals, 0) as proposals,
        coalesce(practice.late_steps, 0) as late_steps,
        cast(
            12 * coalesce(practice.reserved_mrr_ahead, 0)
            as {{ type_money() }}
        )
            as reserved_arr_ahead,
        coalesce(
            practice.has_poc_criteria_before_start
            and practice.poc_status in ('running', 'undecided', 'converted'),
            false
        ) as has_prepared_poc,
        {{ ratio('seat_use.seats', 'accounts.addressable_seats') }}
            as seat_penetration,
        {{ ratio('seat_use.active_seats', 'seat_use.measured_seats') }}
            as adoption_rate,
        case
            when accounts.addressable_seats <= seat_use.seats then 0
            -- more could not be stored, and nobody has so many people
            when
                cast(accounts.addressable_seats as {{ type_ratio() }})
                * {{ ratio('seat_use.seat_arr', 'seat_use.seats') }} < 1e14
                then {{ units_to_money(divide_rounded(
                    "cast(accounts.addressable_seats - seat_use.seats as "
                    ~ type_wide_integer() ~ ") * "
                    ~ whole_units('seat_use.seat_arr', 4),
                    "seat_use.seats"
                )) }}
        end as white_space_arr
    from accounts
    left join practice
        on accounts.account_id = practice.account_id
    left join seat_use
        on accounts.account_id = seat_use.account_id
    left join contributions
        on accounts.account_id = contributions.account_id
),

final as (
    select
        account_id,
        size_segment,
        current_arr,
        onboarded_date,
        is_onboarded_on_time,
        light_success_date,
        deep_success_date,
        last_decision_maker_review_date,
        is_outcome_acknowledged,
        cast(open_blocking_requests as bigint) as open_blocking_requests,
        cast(released_requests as bigint) as released_requests,
        poc_status,
        first_proposal_date,
        last_proposal_date,
        cast(proposals as bigint) as proposals,
        reserved_arr_ahead,
        cast(seats as bigint) as seats,
        cast(addressable_seats as bigint) as addressable_seats,
        seat_penetration,
        adoption_rate,
        cast(white_space_arr as {{ type_money() }}) as white_space_arr,
        cast(
            case when onboarded_date is not null then 1 else 0 end
            + case when is_outcome_acknowledged then 1 else 0 end
            + case when open_blocking_requests = 0 then 1 else 0 end
            + case when has_prepared_poc then 1 else 0 end
            as bigint
        ) as readiness_points,
        nrr_contribution_points,
        case
            when onboarded_date is null then 'finish onboarding'
            when late_steps > 0 then 'settle the overdue reservation'
            when open_blocking_requests > 0 then 'answer blocking requests'
            when adoption_rate < {{ var('adoption_floor') }}
                then 'raise adoption'
            when not is_outcome_acknowledged
                then 'report the outcome to the decision maker'
            when poc_status in ('running', 'undecided')
                then 'bring the PoC home'
            when reserved_arr_ahead > 0 then 'prepare the reserved step'
            when white_space_arr = 0 then 'keep in touch'
            when last_proposal_date > {{ stale_date }}
                then 'follow up the proposal'
            else 'propose an expansion'
        end as next_step
    from described_accounts
)

select * from final
