select
    next_step,
    count(*) as accounts,
    sum(current_arr) as arr,
    sum(white_space_arr) as white_space_arr,
    count(*) filter (readiness_points = 4) as ready_accounts
from fct_account_expansion_readiness
group by next_step
order by accounts desc, next_step
