-- Policies stand beside the headline, and the headline is fct_nrr_monthly's.
with policies as (
    select * from {{ ref('fct_nrr_by_policy') }}
),

headline as (
    select * from {{ ref('fct_nrr_monthly') }}
    where
        dimension = 'all'
        and window_months = 12
)

select
    headline.month,
    policies.policy
from headline
full outer join policies
    on headline.month = policies.month
where
    headline.month is null
    or policies.month is null
    or abs(
        policies.difference_from_headline
        - (policies.net_revenue_retention - headline.net_revenue_retention)
    ) > 1e-12
    or (
        policies.policy = 'cohort_point_to_point'
        and policies.net_revenue_retention
        is distinct from headline.net_revenue_retention
    )
