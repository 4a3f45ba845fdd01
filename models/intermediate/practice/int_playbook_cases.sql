{%- set larger_segments -%}
('{{ var('larger_segments') | join("', '") }}')
{%- endset -%}
{%- set is_one = 'cast(case when %s then 1 else 0 end as ' ~ type_ratio() ~ ')'
-%}
-- What the claims of the practice are judged by: one row an exposure, outcome
-- and account or PoC. An exposure counts only where it came before the outcome.
with reservation_outcomes as (
    select * from {{ ref('int_reservation_outcomes') }}
),

first_reservations as (
    select
        account_id,
        min(agreed_date) as agreed_date
    from {{ ref('fct_reserved_expansions') }}
    group by account_id
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

contributions as (
    select
        nrr.account_id,
        nrr.opening_mrr,
        nrr.closing_mrr
    from {{ ref('fct_nrr_account_contributions') }} as nrr
    inner join {{ ref('int_months') }} as months
        on nrr.month = months.month
    where months.is_last_reported
),

decided_pocs as (
    select
        pocs.poc_id,
        pocs.has_criteria_before_start,
        pocs.target_selection,
        segments.dimension_value as size_segment,
        {{ is_one % "pocs.status = 'converted'" }} as converted
    from {{ ref('fct_pocs') }} as pocs
    inner join {{ ref('int_poc_dimensions') }} as segments
        on pocs.poc_id = segments.poc_id
    where
        segments.dimension = 'size_segment'
        and pocs.status in ('converted', 'lost')
),

landmarks as (
    select
        *,
        {{ is_one % 'has_expanded' }} as expanded
    from {{ ref('int_account_landmarks') }}
),

final as (
    select
        'reserved' as exposure,
        reservation_outcomes.outcome,
        reservation_outcomes.account_id as case_id,
        reservation_outcomes.size_segment as stratum,
        coalesce(
            first_reservations.agreed_date
            <= reservation_outcomes.agreed_by_date,
            false
        ) as is_exposed,
        reservation_outcomes.outcome_value
    from reservation_outcomes
    left join first_reservations
        on reservation_outcomes.account_id = first_reservations.account_id

    union all

    -- size is what is compared here: strata are of age instead
    select
        'larger_company' as exposure,
        'net_expansion_rate' as outcome,
        contributions.account_id as case_id,
        cast(profiles.acquisition_year as {{ dbt.type_string() }}) as stratum,
        profiles.size_segment in {{ larger_segments }} as is_exposed,
        {{ ratio(
            '(contributions.closing_mrr - contributions.opening_mrr)',
            'contributions.opening_mrr'
        ) }} as outcome_value
    from contributions
    inner join profiles
        on contributions.account_id = profiles.account_id
    where profiles.size_segment <> 'unknown'

    union all

    select
        'criteria_before_start' as exposure,
        'poc_converted' as outcome,
        poc_id as case_id,
        size_segment as stratum,
        has_criteria_before_start as is_exposed,
        converted as outcome_value
    from decided_pocs

    union all

    select
        'well_adopted_sites' as exposure,
        'poc_converted' as outcome,
        poc_id as case_id,
        size_segment as stratum,
        target_selection = 'well_adopted' as is_exposed,
        converted as outcome_value
    from decided_pocs
    where target_selection <> 'unknown'

    union all

    select
        'outcome_reported' as exposure,
        'expanded_in_12_months' as outcome,
        account_id as case_id,
        size_segment as stratum,
        reported_date is not null as is_exposed,
        expanded as outcome_value
    from landmarks

    union all

    select
        'onboarded_on_time' as exposure,
        'expanded_in_12_months' as outcome,
        account_id as case_id,
        size_segment as stratum,
        is_onboarded_on_time as is_exposed,
        expanded as outcome_value
    from landmarks
    where is_onboarded_on_time is not null

    union all

    select
        'proposed_early' as exposure,
        'expanded_in_12_months' as outcome,
        account_id as case_id,
        size_segment as stratum,
        proposed_date is not null as is_exposed,
        expanded as outcome_value
    from landmarks
)

select * from final
