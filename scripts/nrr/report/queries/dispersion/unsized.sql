select count(*) as accounts
from dim_accounts
where current_arr > 0 and coalesce(employee_count, 0) <= 0
