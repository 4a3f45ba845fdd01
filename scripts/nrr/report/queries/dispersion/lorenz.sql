select
    dimension,
    dimension_value,
    percentile,
    cumulative_account_share as accounts,
    cumulative_arr_share as arr
from fct_arr_lorenz_curve
where dimension in ('all', 'size_segment')
order by dimension, dimension_value, percentile
