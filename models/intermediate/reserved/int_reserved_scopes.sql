-- What the reserved part of retention is netted over: accounts with a
-- fulfilment, and their product families with one. Numbered, as every change
-- and window below names its scope.
with fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

products as (
    select * from {{ ref('int_products') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

fulfilled_families as (
    select distinct
        fulfilments.account_id,
        products.product_family
    from fulfilments
    inner join products
        on fulfilments.product_id = products.product_id
),

scopes as (
    select distinct
        account_id,
        false as is_family,
        '' as product_family
    from fulfilled_families

    union all

    select
        account_id,
        true as is_family,
        product_family
    from fulfilled_families
),

final as (
    select
        cast(
            row_number() over (
                order by
                    scopes.account_id, scopes.is_family, scopes.product_family
            ) as integer
        ) as scope_id,
        scopes.account_id,
        scopes.is_family,
        scopes.product_family,
        profiles.profile_id
    from scopes
    inner join profiles
        on scopes.account_id = profiles.account_id
)

select * from final
