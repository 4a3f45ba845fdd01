-- Every account with MRR has one row, and no other has: their ARR is that of
-- the waterfall's last close. No fact is of a day to come.
with readiness as (
    select * from {{ ref('fct_account_expansion_readiness') }}
),

closing as (
    select
        waterfall.closing_mrr,
        waterfall.closing_accounts
    from {{ ref('fct_mrr_waterfall_monthly') }} as waterfall
    inner join {{ ref('dim_months') }} as months
        on waterfall.month = months.month
    where
        months.is_last_reported
        and waterfall.dimension = 'all'
),

totals as (
    select
        count(*) as accounts,
        coalesce(sum(current_arr), 0) as current_arr
    from readiness
)

select
    'accounts' as what,
    cast(null as {{ dbt.type_string() }}) as account_id
from totals
cross join closing
where
    totals.accounts <> closing.closing_accounts
    or totals.current_arr <> 12 * closing.closing_mrr

union all

select
    'facts' as what,
    account_id
from readiness
where
    readiness_points not between 0 and 4
    or (readiness_points = 4 and next_step = 'finish onboarding')
    or white_space_arr < 0
    or reserved_arr_ahead < 0
    or first_proposal_date > last_proposal_date
    or (proposals = 0) <> (first_proposal_date is null)
    or greatest(
        onboarded_date, light_success_date, deep_success_date,
        last_decision_maker_review_date, last_proposal_date
    ) > {{ var_date('as_of_date') }}
