-- The accounts that moved 12-month NRR most, up or down, month by month.
select
    month,
    contribution_rank as rank,
    coalesce(account_name, account_id) as account,
    coalesce(size_segment, 'unknown') as size_segment,
    opening_mrr,
    closing_mrr,
    contribution_points as points
from fct_nrr_account_contributions
left join dim_accounts using (account_id)
where
    contribution_rank <= 10
    and contribution_points <> 0
    and month >= (select max(month) - interval 5 year from dim_months)
order by month, rank
