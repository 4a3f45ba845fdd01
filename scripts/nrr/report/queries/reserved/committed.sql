select
    month,
    arr,
    reserved_not_live_arr,
    known_starting_arr,
    known_ending_arr,
    committed_arr,
    committed_to_live_ratio as ratio
from fct_committed_arr_monthly
where
    dimension = 'all'
    and month >= (select max(month) - interval 5 year from dim_months)
order by month
