-- Cohorts by calendar quarter and age in quarters, only where every month of the
-- quarter has reached the age.
with quarters as (
    select
        cast(date_trunc('quarter', cohort_month) as date) as quarter,
        months_since_start as age,
        count(*) as months,
        sum(cohort_accounts) as accounts,
        sum(cohort_mrr) as opening_mrr,
        sum(current_mrr) as closing_mrr
    from fct_retention_cohorts
    where dimension = 'all' and months_since_start % 3 = 0
    group by all
)

select
    quarter,
    age,
    accounts,
    cast(closing_mrr as double) / nullif(cast(opening_mrr as double), 0) as nrr
from quarters
where age <= 60
qualify
    months = max(months) over (partition by quarter)
    and dense_rank() over (order by quarter desc) <= 20
order by quarter, age
