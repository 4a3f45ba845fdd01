-- Every case is counted in its stratum and in `all`, no effect stands without
-- enough cases, and no verdict without its interval.
with evidence as (
    select * from {{ ref('fct_playbook_evidence') }}
),

cases as (
    select
        outcome,
        count(*) as cases
    from {{ ref('int_playbook_cases') }}
    group by outcome
),

claims as (
    select
        claim,
        outcome,
        coalesce(
            sum(case when dimension_value = 'all' then exposed_n end), 0
        ) as exposed_n,
        coalesce(
            sum(
                case
                    when dimension_value = 'all'
                        then exposed_n + unexposed_n
                end
            ),
            0
        ) as cases,
        coalesce(
            sum(case when dimension_value <> 'all' then exposed_n end), 0
        ) as exposed_in_strata,
        coalesce(
            sum(
                case
                    when dimension_value <> 'all'
                        then exposed_n + unexposed_n
                end
            ), 0
        ) as cases_in_strata
    from evidence
    group by
        claim,
        outcome
),

outcomes as (
    select
        outcome,
        sum(cases) as cases
    from claims
    group by outcome
)

select
    'a verdict' as what,
    claim,
    dimension_value
from evidence
where
    (verdict = 'too few') <> (stratified_difference is null)
    or (verdict = 'too few') <> (exposed_value is null)
    or (verdict = 'too few') <> (ci_high is null)
    or (
        verdict <> 'too few'
        and least(exposed_n, unexposed_n) < {{ var('minimum_group_size') }}
    )
    or (verdict = 'supported' and ci_low <= 0 and ci_high >= 0)
    or stratified_difference not between ci_low and ci_high

union all

select
    'a claim' as what,
    claim,
    cast(null as {{ dbt.type_string() }}) as dimension_value
from claims
where
    cases <> cases_in_strata
    or exposed_n <> exposed_in_strata

union all

select
    'an outcome' as what,
    coalesce(outcomes.outcome, cases.outcome) as claim,
    cast(null as {{ dbt.type_string() }}) as dimension_value
from outcomes
full outer join cases
    on outcomes.outcome = cases.outcome
where coalesce(outcomes.cases, 0) <> coalesce(cases.cases, 0)
