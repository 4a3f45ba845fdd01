-- What can convert a PoC that no item names: months in which its account gained
-- MRR on its product, but for those in which an item names a PoC.
with poc_products as (
    select distinct
        account_id,
        product_id
    from {{ ref('int_pocs_dated') }}
),

product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

links as (
    select distinct
        account_id,
        product_id,
        month
    from {{ ref('int_poc_links') }}
),

final as (
    select
        product_states.account_id,
        product_states.product_id,
        product_states.month,
        product_states.mrr_change as gained_mrr,
        row_number() over (
            partition by product_states.account_id, product_states.product_id
            order by product_states.month
        ) as gain_number
    from product_states
    inner join poc_products
        on
            product_states.account_id = poc_products.account_id
            and product_states.product_id = poc_products.product_id
    left join links
        on
            product_states.account_id = links.account_id
            and product_states.product_id = links.product_id
            and product_states.month = links.month
    where
        product_states.mrr_change > 0
        and links.account_id is null
)

select * from final
