{%- set cohort_history -%}
    partition by
        cohorts.first_mrr_month,
        cohorts.dimension,
        cohorts.dimension_value
    order by months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
with movements as (
    select * from {{ ref('int_account_mrr_states') }}
    where mrr_change <> 0
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

months as (
    select * from {{ ref('int_months') }}
),

profile_changes as (
    select
        profiles.profile_id,
        profiles.first_mrr_month,
        movements.month,
        sum(movements.mrr_change) as mrr_change,
        sum(
            case
                when movements.previous_mrr = 0 then 1
                when movements.current_mrr = 0 then -1
                else 0
            end
        ) as accounts_change
    from movements
    inner join profiles
        on movements.account_id = profiles.account_id
    group by
        profiles.profile_id,
        profiles.first_mrr_month,
        movements.month
),

cohort_changes as (
    select
        profile_changes.first_mrr_month,
        profile_changes.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value,
        sum(profile_changes.mrr_change) as mrr_change,
        sum(profile_changes.accounts_change) as accounts_change
    from profile_changes
    inner join profile_dimensions
        on profile_changes.profile_id = profile_dimensions.profile_id
    group by
        profile_changes.first_mrr_month,
        profile_changes.month,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
),

-- in its first month a cohort's changes are the cohort itself
cohorts as (
    select
        first_mrr_month,
        dimension,
        dimension_value,
        mrr_change as cohort_mrr,
        accounts_change as cohort_accounts
    from cohort_changes
    where month = first_mrr_month
),

cohort_months as (
    select
        cohorts.*,
        months.month_number,
        sum(coalesce(cohort_changes.mrr_change, 0)) over ({{ cohort_history }})
            as current_mrr,
        sum(coalesce(cohort_changes.accounts_change, 0))
            over ({{ cohort_history }})
            as retained_accounts
    from cohorts
    inner join months
        on cohorts.first_mrr_month <= months.month_number
    left join cohort_changes
        on
            cohorts.first_mrr_month = cohort_changes.first_mrr_month
            and months.month_number = cohort_changes.month
            and cohorts.dimension = cohort_changes.dimension
            and cohorts.dimension_value = cohort_changes.dimension_value
),

final as (
    select
        first_months.month as cohort_month,
        cast(
            cohort_months.month_number - cohort_months.first_mrr_month
            as bigint
        ) as months_since_start,
        cohort_months.dimension,
        cohort_months.dimension_value,
        cast(cohort_months.cohort_accounts as bigint) as cohort_accounts,
        cast(cohort_months.retained_accounts as bigint) as retained_accounts,
        cast(cohort_months.cohort_mrr as {{ type_total() }}) as cohort_mrr,
        cast(cohort_months.current_mrr as {{ type_total() }}) as current_mrr,
        {{ ratio('cohort_months.current_mrr', 'cohort_months.cohort_mrr') }}
            as net_revenue_retention,
        {{ ratio(
            'cohort_months.retained_accounts', 'cohort_months.cohort_accounts'
        ) }} as logo_retention
    from cohort_months
    inner join months as first_months
        on cohort_months.first_mrr_month = first_months.month_number
)

select * from final
