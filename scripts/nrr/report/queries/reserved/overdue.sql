select
    planned_month,
    months_late,
    coalesce(account_name, account_id) as account,
    coalesce(product_name, product_id) as product,
    reserved_mrr,
    unfulfilled_mrr,
    owner_id as owner
from fct_reserved_expansions
left join dim_accounts using (account_id)
left join dim_products using (product_id)
where status in ('overdue', 'partially_fulfilled')
order by unfulfilled_mrr desc, planned_month, reserved_expansion_id
limit 25
