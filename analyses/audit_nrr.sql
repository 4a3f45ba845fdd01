-- From one 12-month NRR down to its accounts: what each paid at the opening and
-- pays now, and every movement in between. Sum opening_mrr and closing_mrr over
-- accounts (not rows): they are fct_nrr_monthly's. From a movement on, go with
-- audit_movements. Change the month in the first CTE.
with audited_month as (
    select
        month,
        cast({{ dbt.dateadd('month', -12, 'month') }} as date) as opening_month
    from {{ ref('dim_months') }}
    where is_last_reported
),

contributions as (
    select * from {{ ref('fct_nrr_account_contributions') }}
),

movements as (
    select * from {{ ref('fct_mrr_movements') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

final as (
    select
        contributions.contribution_rank,
        contributions.account_id,
        accounts.account_name,
        accounts.size_segment,
        contributions.opening_mrr,
        contributions.closing_mrr,
        contributions.contribution_points,
        movements.month as movement_month,
        movements.movement_type,
        movements.mrr_change
    from contributions
    inner join audited_month
        on contributions.month = audited_month.month
    inner join accounts
        on contributions.account_id = accounts.account_id
    left join movements
        on
            contributions.account_id = movements.account_id
            and audited_month.month >= movements.month
            and audited_month.opening_month < movements.month
)

select * from final
order by
    contribution_rank,
    movement_month
