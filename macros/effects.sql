{#-
stratified_effects(cases, key, stratum, exposure): CTEs ending in `effects`, one
row per key and stratum, and over strata (`all`): how outcome_value differs
between the exposed and the unexposed. In `all` the difference is the mean of
the strata's, of those in which both groups have two cases or more, each with
the weight of its cases. Intervals are of 95 %, by the normal approximation.
Where either group is below minimum_group_size (in `all`: of the strata that
are compared), neither is said.
-#}
{% macro stratified_effects(cases, key, stratum, exposure) -%}
labelled_cases as (
    select
        {{ key }},
        {{ stratum }} as dimension_value,
        {{ exposure }} as is_exposed,
        outcome_value
    from {{ cases }}

    union all

    select
        {{ key }},
        'all' as dimension_value,
        {{ exposure }} as is_exposed,
        outcome_value
    from {{ cases }}
),

group_figures as (
    select
        {{ key }},
        dimension_value,
        is_exposed,
        count(*) as cases,
        {{ median('outcome_value') }} as median,
        avg(outcome_value) as mean,
        var_samp(outcome_value) as variance
    from labelled_cases
    group by
        {{ key }},
        dimension_value,
        is_exposed
),

both_groups as (
    select
        {{ key }},
        dimension_value,
        coalesce(sum(case when is_exposed then cases end), 0) as exposed_n,
        coalesce(sum(case when not is_exposed then cases end), 0)
            as unexposed_n,
        max(case when is_exposed then median end) as exposed_median,
        max(case when not is_exposed then median end) as unexposed_median,
        max(case when is_exposed then mean end) as exposed_mean,
        max(case when not is_exposed then mean end) as unexposed_mean,
        max(case when is_exposed then mean end)
        - max(case when not is_exposed then mean end) as mean_difference,
        max(case when is_exposed then variance / cases end)
        + max(case when not is_exposed then variance / cases end)
            as squared_error
    from group_figures
    group by
        {{ key }},
        dimension_value
),

strata as (
    select
        {{ key }},
        exposed_n,
        unexposed_n,
        mean_difference,
        squared_error,
        cast(exposed_n + unexposed_n as {{ type_ratio() }}) as weight
    from both_groups
    where
        dimension_value <> 'all'
        and exposed_n > 1
        and unexposed_n > 1
),

stratified_figures as (
    select
        {{ key }},
        sum(exposed_n) as compared_exposed_n,
        sum(unexposed_n) as compared_unexposed_n,
        sum(weight * mean_difference) / sum(weight) as mean_difference,
        sum(weight * weight * squared_error) / (sum(weight) * sum(weight))
            as squared_error
    from strata
    group by {{ key }}
),

stratified_groups as (
    select
        both_groups.{{ key }},
        both_groups.dimension_value,
        both_groups.exposed_n,
        both_groups.unexposed_n,
        both_groups.exposed_median,
        both_groups.unexposed_median,
        both_groups.exposed_mean,
        both_groups.unexposed_mean,
        {%- for figure in ['mean_difference', 'squared_error'] %}
        case
            when both_groups.dimension_value = 'all'
                then stratified_figures.{{ figure }}
            else both_groups.{{ figure }}
        end as {{ figure }},
        {%- endfor %}
        {%- for group in ['exposed_n', 'unexposed_n'] %}
        case
            when both_groups.dimension_value = 'all'
                then coalesce(stratified_figures.compared_{{ group }}, 0)
            else both_groups.{{ group }}
        end as compared_{{ group }}{{ ',' if not loop.last }}
        {%- endfor %}
    from both_groups
    left join stratified_figures
        on both_groups.{{ key }} = stratified_figures.{{ key }}
),

judged_groups as (
    select
        *,
        compared_exposed_n >= {{ var('minimum_group_size') }}
        and compared_unexposed_n >= {{ var('minimum_group_size') }}
            as is_enough,
        {#- 97.5 % of a normal distribution lie below 1.96 standard errors #}
        1.959963984540054 * sqrt(squared_error) as reach
    from stratified_groups
),

effects as (
    select
        {{ key }},
        dimension_value,
        cast(exposed_n as bigint) as exposed_n,
        cast(unexposed_n as bigint) as unexposed_n,
        exposed_median,
        unexposed_median,
        exposed_mean,
        unexposed_mean,
        case when is_enough then mean_difference end as mean_difference,
        case when is_enough then mean_difference - reach end as ci_low,
        case when is_enough then mean_difference + reach end as ci_high,
        is_enough
    from judged_groups
)
{%- endmacro %}
