-- Over accounts, points add up to 100 * (NRR - 1), and money to the cohort's.
with contributions as (
    select
        month,
        sum(opening_mrr) as opening_mrr,
        sum(closing_mrr) as closing_mrr,
        sum(contribution_points) as points
    from {{ ref('fct_nrr_account_contributions') }}
    group by month
),

headline as (
    select * from {{ ref('fct_nrr_monthly') }}
    where
        dimension = 'all'
        and window_months = 12
        and opening_mrr > 0
)

select
    coalesce(headline.month, contributions.month) as month,
    contributions.points,
    headline.net_revenue_retention
from headline
full outer join contributions
    on headline.month = contributions.month
where
    contributions.opening_mrr is distinct from headline.opening_mrr
    or contributions.closing_mrr is distinct from headline.closing_mrr
    or abs(
        contributions.points - 100 * (headline.net_revenue_retention - 1)
    ) > 1e-9
