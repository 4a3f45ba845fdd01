-- Segment by segment, and over segments: only those in which both groups have
-- two accounts or more can be compared, each with the weight of its accounts.
with outcomes as (
    select * from {{ ref('int_reservation_outcomes') }}
),

labelled_outcomes as (
    select
        outcome,
        size_segment as dimension_value,
        is_reserved,
        outcome_value
    from outcomes

    union all

    select
        outcome,
        'all' as dimension_value,
        is_reserved,
        outcome_value
    from outcomes
),

group_figures as (
    select
        outcome,
        dimension_value,
        is_reserved,
        count(*) as accounts,
        percentile_cont(0.5) within group (order by outcome_value) as median,
        avg(outcome_value) as mean,
        var_samp(outcome_value) as variance
    from labelled_outcomes
    group by
        outcome,
        dimension_value,
        is_reserved
),

both_groups as (
    select
        outcome,
        dimension_value,
        coalesce(sum(accounts) filter (where is_reserved), 0)
            as reserved_accounts,
        coalesce(sum(accounts) filter (where not is_reserved), 0)
            as other_accounts,
        max(median) filter (where is_reserved) as reserved_median,
        max(median) filter (where not is_reserved) as other_median,
        max(mean) filter (where is_reserved)
        - max(mean) filter (where not is_reserved) as mean_difference,
        max(variance / accounts) filter (where is_reserved)
        + max(variance / accounts) filter (where not is_reserved)
            as squared_error
    from group_figures
    group by
        outcome,
        dimension_value
),

strata as (
    select
        outcome,
        reserved_accounts,
        other_accounts,
        mean_difference,
        squared_error,
        cast(reserved_accounts + other_accounts as {{ type_ratio() }})
            as weight
    from both_groups
    where
        dimension_value <> 'all'
        and reserved_accounts > 1
        and other_accounts > 1
),

stratified_figures as (
    select
        outcome,
        sum(reserved_accounts) as compared_reserved_accounts,
        sum(other_accounts) as compared_other_accounts,
        sum(weight * mean_difference) / sum(weight) as mean_difference,
        sum(weight * weight * squared_error) / (sum(weight) * sum(weight))
            as squared_error
    from strata
    group by outcome
),

compared_groups as (
    select
        both_groups.outcome,
        both_groups.dimension_value,
        both_groups.reserved_accounts,
        both_groups.other_accounts,
        both_groups.reserved_median,
        both_groups.other_median,
        case
            when both_groups.dimension_value = 'all'
                then stratified_figures.mean_difference
            else both_groups.mean_difference
        end as mean_difference,
        sqrt(
            case
                when both_groups.dimension_value = 'all'
                    then stratified_figures.squared_error
                else both_groups.squared_error
            end
        ) as standard_error,
        case
            when both_groups.dimension_value = 'all'
                then coalesce(stratified_figures.compared_reserved_accounts, 0)
            else both_groups.reserved_accounts
        end >= {{ var('minimum_group_size') }}
        and case
            when both_groups.dimension_value = 'all'
                then coalesce(stratified_figures.compared_other_accounts, 0)
            else both_groups.other_accounts
        end >= {{ var('minimum_group_size') }} as has_enough_accounts
    from both_groups
    left join stratified_figures
        on both_groups.outcome = stratified_figures.outcome
),

final as (
    select
        outcome,
        dimension_value,
        cast(reserved_accounts as bigint) as reserved_accounts,
        cast(other_accounts as bigint) as other_accounts,
        reserved_median,
        other_median,
        case when has_enough_accounts then mean_difference end
            as mean_difference,
        case
            when has_enough_accounts
                then mean_difference - 1.959963984540054 * standard_error
        end as ci_low,
        case
            when has_enough_accounts
                then mean_difference + 1.959963984540054 * standard_error
        end as ci_high,
        has_enough_accounts
    from compared_groups
)

select * from final
