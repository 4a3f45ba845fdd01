select
    month,
    policy,
    net_revenue_retention as nrr,
    difference_from_headline as difference
from fct_nrr_by_policy
where month >= (select max(month) - interval 5 year from dim_months)
order by month, policy
