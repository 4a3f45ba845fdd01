{#- claim, exposure and outcome it is about; whether it says more or less -#}
{%- set claims = [
    ('reserving shortens the sale', 'reserved', 'sales_lead_days', -1),
    ('reserving shortens the time to first value',
        'reserved', 'first_value_days', -1),
    ('reserving raises ARR after 12 months',
        'reserved', 'arr_after_12_months', 1),
    ('reserving raises ARR after 24 months',
        'reserved', 'arr_after_24_months', 1),
    ('larger companies bring the net expansion',
        'larger_company', 'net_expansion_rate', 1),
    ('criteria agreed first raise PoC conversion',
        'criteria_before_start', 'poc_converted', 1),
    ('well-adopted sites raise PoC conversion',
        'well_adopted_sites', 'poc_converted', 1),
    ('reporting to the decision maker comes before expansion',
        'outcome_reported', 'expanded_in_12_months', 1),
    ('onboarding on time comes before expansion',
        'onboarded_on_time', 'expanded_in_12_months', 1),
    ('proposing early comes before expansion',
        'proposed_early', 'expanded_in_12_months', 1),
] -%}
with claims as (
    {%- for claim, exposure, outcome, direction in claims %}
    select
        '{{ claim }}' as claim,
        '{{ exposure }}' as exposure,
        '{{ outcome }}' as outcome,
        {{ direction }} as direction
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

cases as (
    select * from {{ ref('int_playbook_cases') }}
),

claimed_cases as (
    select
        claims.claim,
        cases.stratum,
        cases.is_exposed,
        cases.outcome_value
    from cases
    inner join claims
        on
            cases.exposure = claims.exposure
            and cases.outcome = claims.outcome
),

{{ stratified_effects('claimed_cases', 'claim', 'stratum', 'is_exposed') }},

-- a claim of which nothing is known is said to be so
final as (
    select
        claims.claim,
        claims.outcome,
        coalesce(effects.dimension_value, 'all') as dimension_value,
        coalesce(effects.exposed_n, 0) as exposed_n,
        coalesce(effects.unexposed_n, 0) as unexposed_n,
        case when effects.is_enough then effects.exposed_mean end
            as exposed_value,
        case when effects.is_enough then effects.unexposed_mean end
            as unexposed_value,
        effects.mean_difference as stratified_difference,
        effects.ci_low,
        effects.ci_high,
        case
            when not coalesce(effects.is_enough, false) then 'too few'
            when
                claims.direction * effects.ci_low > 0
                and claims.direction * effects.ci_high > 0
                then 'supported'
            else 'not supported'
        end as verdict
    from claims
    left join effects
        on claims.claim = effects.claim
)

select * from final
