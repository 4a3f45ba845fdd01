-- Whether an account was onboarded on time: the onboarding that was done first
-- says so, or else the one that is due first.
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
        ) as onboarding_number
    from onboardings
),

final as (
    select
        account_id,
        case
            when done_date is not null then done_date <= target_date
            when target_date < {{ var_date('as_of_date') }} then false
        end as is_onboarded_on_time
    from ranked_onboardings
    where onboarding_number = 1
)

select * from final
