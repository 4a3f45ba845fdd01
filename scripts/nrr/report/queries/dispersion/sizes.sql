-- Accounts in cells of a log scale, four a factor of ten each way: as many rows
-- for ten accounts as for a million.
select
    pow(10, (floor(4 * log10(employee_count)) + 0.5) / 4) as employees,
    pow(10, (floor(4 * log10(current_arr)) + 0.5) / 4) as arr,
    coalesce(size_segment, 'unknown') as size_segment,
    count(*) as accounts
from dim_accounts
where employee_count > 0 and current_arr > 0
group by all
order by all
