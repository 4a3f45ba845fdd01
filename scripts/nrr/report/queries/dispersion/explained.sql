select
    month,
    dimension,
    theil_total,
    theil_between,
    between_share
from fct_arr_dispersion_decomposition_monthly
where month >= (select max(month) - interval 5 year from dim_months)
order by month, dimension
