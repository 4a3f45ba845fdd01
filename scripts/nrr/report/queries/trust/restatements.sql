select
    month,
    first_reported_mrr,
    restated_mrr,
    difference,
    restated_accounts as accounts
from fct_mrr_restatements_monthly
where month >= (select max(month) - interval 5 year from dim_months)
order by month
