-- Products that billing lists or an accepted item names.
with listed_products as (
    select * from {{ ref('stg_billing__products') }}
),

sold_products as (
    select distinct product_id
    from {{ ref('int_subscription_items_valued') }}
),

product_ids as (
    select product_id from listed_products
    {{ union_distinct() }}
    select product_id from sold_products
),

final as (
    select
        product_ids.product_id,
        coalesce(listed_products.product_name, product_ids.product_id)
            as product_name,
        coalesce(listed_products.product_family, 'unknown') as product_family,
        -- whole numbers sort and join faster than text
        cast(dense_rank() over (
            order by coalesce(listed_products.product_family, 'unknown')
        ) as integer) as family_number,
        listed_products.pricing_model,
        listed_products.product_id is not null as is_listed
    from product_ids
    left join listed_products
        on product_ids.product_id = listed_products.product_id
)

select * from final
