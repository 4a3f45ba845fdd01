-- The last 12 months.
select
    category,
    sum(churned_accounts) as accounts,
    sum(churned_mrr) as mrr,
    sum(shared_accounts) as shared_accounts
from fct_churn_reasons_monthly
where month > (select max(month) - interval 12 month from dim_months)
group by category
order by mrr desc, category
limit 20
