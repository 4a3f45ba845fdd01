with products as (
    select * from {{ ref('int_products') }}
),

final as (
    select
        product_id,
        product_name,
        product_family,
        pricing_model
    from products
)

select * from final
