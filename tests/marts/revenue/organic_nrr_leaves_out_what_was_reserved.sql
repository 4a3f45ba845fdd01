-- Recomputed the plain way for one month a year: per account of the 12-month
-- cohort, the smaller of its expansion and of what fulfilled its steps.
with contributions as (
    select
        month,
        account_id,
        opening_mrr,
        closing_mrr
    from {{ ref('fct_nrr_account_contributions') }}
),

fulfilments as (
    select * from {{ ref('fct_reserved_expansion_fulfilments') }}
),

checked_months as (
    select
        month,
        cast({{ dbt.dateadd('month', -12, 'month') }} as date) as opening_month
    from {{ ref('int_months') }}
    where mod({{ last_reported_month() }} - month_number, 12) = 0
),

account_fulfilments as (
    select
        checked_months.month,
        fulfilments.account_id,
        sum(fulfilments.fulfilled_mrr) as fulfilled_mrr
    from checked_months
    inner join fulfilments
        on
            checked_months.opening_month < fulfilments.month
            and checked_months.month >= fulfilments.month
    group by
        checked_months.month,
        fulfilments.account_id
),

recomputed as (
    select
        contributions.month,
        sum(contributions.opening_mrr) as opening_mrr,
        sum(
            contributions.closing_mrr - greatest(
                least(
                    contributions.closing_mrr - contributions.opening_mrr,
                    coalesce(account_fulfilments.fulfilled_mrr, 0)
                ),
                0
            )
        ) as organic_mrr
    from contributions
    inner join checked_months
        on contributions.month = checked_months.month
    left join account_fulfilments
        on
            contributions.month = account_fulfilments.month
            and contributions.account_id = account_fulfilments.account_id
    group by contributions.month
),

published as (
    select * from {{ ref('fct_nrr_by_policy') }}
    where policy = 'organic'
)

select
    recomputed.month,
    recomputed.organic_mrr,
    published.net_revenue_retention
from recomputed
inner join published
    on recomputed.month = published.month
where
    abs(
        {{ ratio('recomputed.organic_mrr', 'recomputed.opening_mrr') }}
        - published.net_revenue_retention
    ) > 1e-9
    or published.net_revenue_retention is null
