-- The last reported month, all accounts and by size.
select
    dimension,
    dimension_value,
    accounts,
    total_arr,
    median_arr,
    mean_arr,
    max_arr,
    gini,
    top_decile_share
from fct_arr_dispersion_monthly
where
    dimension in ('all', 'size_segment')
    and month = (select max(month) from dim_months)
order by dimension, total_arr desc
