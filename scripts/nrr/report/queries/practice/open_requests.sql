-- Blocking ones first, then by what the account pays.
select
    request_id as request,
    coalesce(account_name, account_id) as account,
    coalesce(product_name, product_id) as product,
    requested_date,
    is_blocking,
    requests.status,
    account_arr,
    potential_arr
from fct_feature_request_impact as requests
left join dim_accounts using (account_id)
left join dim_products using (product_id)
where requests.status in ('open', 'planned') and account_arr > 0
order by is_blocking desc, account_arr desc, request_id
limit 20
