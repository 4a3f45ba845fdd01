-- How many accounts have exactly this ARR, from month until next_month
-- (excluded; null = to the last reported month). Accounts that pay the same are
-- one row, and a month in which none comes or goes is none.
with account_states as (
    select * from {{ ref('int_account_mrr_states') }}
    where mrr_change <> 0
),

family_states as (
    select * from {{ ref('int_family_mrr_states') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

dispersion_groups as (
    select * from {{ ref('int_dispersion_groups') }}
),

-- an account comes to the level of what it pays now and goes from that before
profile_changes as (
    select
        profiles.profile_id,
        account_states.current_mrr as mrr,
        account_states.month,
        count(*) as accounts_change
    from account_states
    inner join profiles
        on account_states.account_id = profiles.account_id
    where account_states.current_mrr > 0
    group by
        profiles.profile_id,
        account_states.current_mrr,
        account_states.month

    union all

    select
        profiles.profile_id,
        account_states.previous_mrr as mrr,
        account_states.month,
        -count(*) as accounts_change
    from account_states
    inner join profiles
        on account_states.account_id = profiles.account_id
    where account_states.previous_mrr > 0
    group by
        profiles.profile_id,
        account_states.previous_mrr,
        account_states.month
),

family_changes as (
    select
        family_number,
        current_mrr as mrr,
        month,
        1 as accounts_change
    from family_states
    where current_mrr > 0

    union all

    select
        family_number,
        cast(current_mrr - mrr_change as {{ type_money() }}) as mrr,
        month,
        -1 as accounts_change
    from family_states
    where current_mrr > mrr_change
),

group_changes as (
    select
        dispersion_groups.group_number,
        profile_changes.mrr,
        profile_changes.month,
        profile_changes.accounts_change
    from profile_changes
    inner join profile_dimensions
        on profile_changes.profile_id = profile_dimensions.profile_id
    inner join dispersion_groups
        on
            profile_dimensions.dimension = dispersion_groups.dimension
            and profile_dimensions.dimension_value
            = dispersion_groups.dimension_value

    union all

    select
        dispersion_groups.group_number,
        family_changes.mrr,
        family_changes.month,
        family_changes.accounts_change
    from family_changes
    inner join dispersion_groups
        on family_changes.family_number = dispersion_groups.family_number
),

level_changes as (
    select
        group_changes.group_number,
        group_changes.mrr,
        group_changes.month,
        sum(group_changes.accounts_change) as accounts_change
    from group_changes
    group by
        group_changes.group_number,
        group_changes.mrr,
        group_changes.month
    having sum(group_changes.accounts_change) <> 0
),

levels as (
    select
        group_number,
        cast(12 * mrr as {{ type_money() }}) as arr,
        month,
        lead(month) over (
            partition by group_number, mrr
            order by month
        ) as next_month,
        cast(
            sum(accounts_change) over (
                partition by group_number, mrr
                order by month
                rows between unbounded preceding and current row
            ) as bigint
        ) as accounts
    from level_changes
),

final as (
    select * from levels
    where accounts > 0
)

select * from final
