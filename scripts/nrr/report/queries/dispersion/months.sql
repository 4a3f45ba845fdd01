select
    month,
    accounts,
    gini,
    top_decile_share,
    top_account_share
from fct_arr_dispersion_monthly
where
    dimension = 'all'
    and month >= (select max(month) - interval 5 year from dim_months)
order by month
