-- Expansion that could fulfil a step: of accounts and products that have one.
with drivers as (
    select * from {{ ref('int_product_mrr_drivers') }}
    where driver in ({{ reservable_driver_names() }})
),

reserved_products as (
    select distinct
        account_id,
        product_id
    from {{ ref('int_reserved_steps') }}
),

final as (
    select
        drivers.account_id,
        drivers.product_id,
        drivers.month,
        cast(sum(drivers.mrr_change) as {{ type_money() }}) as expansion_mrr
    from drivers
    inner join reserved_products
        on
            drivers.account_id = reserved_products.account_id
            and drivers.product_id = reserved_products.product_id
    group by
        drivers.account_id,
        drivers.product_id,
        drivers.month
)

select * from final
