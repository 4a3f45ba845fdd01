-- Whatever a fact names is in its dimension, so that joins lose nothing.
with account_ids as (
    select account_id from {{ ref('fct_mrr_movements') }}
    {{ union_distinct() }}
    select account_id from {{ ref('fct_account_mrr_monthly') }}
    {{ union_distinct() }}
    select account_id from {{ ref('fct_practice_events') }}
    {{ union_distinct() }}
    select counted_under_account_id as account_id
    from {{ ref('dim_account_aliases') }}
),

product_ids as (
    select distinct product_id from {{ ref('fct_mrr_movement_drivers') }}
),

final as (
    select
        'account' as kind,
        account_ids.account_id as id
    from account_ids
    left join {{ ref('dim_accounts') }} as accounts
        on account_ids.account_id = accounts.account_id
    where accounts.account_id is null

    union all

    select
        'product' as kind,
        product_ids.product_id as id
    from product_ids
    left join {{ ref('dim_products') }} as products
        on product_ids.product_id = products.product_id
    where products.product_id is null
)

select * from final
