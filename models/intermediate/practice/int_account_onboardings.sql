-- When an account was onboarded and by when it was due, and whether that was on
-- time: the onboarding that was done first says so, or else the one due first.
with milestones as (
    select * from {{ ref('stg_crm__milestones') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

onboardings as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, milestones.account_id
        ) as account_id,
        milestones.target_date,
        case
            when milestones.achieved_date <= {{ var_date('as_of_date') }}
                then milestones.achieved_date
        end as done_date
    from milestones
    left join resolved_accounts
        on milestones.account_id = resolved_accounts.account_id
    where milestones.milestone = 'onboarded'
),

ranked_onboardings as (
    select
        *,
        row_number() over (
            partition by account_id
            order by done_date nulls last, target_date nulls last
        ) as onboarding_number,
        min(target_date) over (partition by account_id) as first_due_date
    from onboardings
),

final as (
    select
        account_id,
        done_date as onboarded_date,
        target_date as due_date,
        first_due_date,
        case
            when done_date is not null then done_date <= target_date
            when target_date < {{ var_date('as_of_date') }} then false
        end as is_onboarded_on_time
    from ranked_onboardings
    where onboarding_number = 1
)

select * from final
