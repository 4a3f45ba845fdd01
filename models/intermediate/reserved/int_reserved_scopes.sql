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

-- numbered a bucket at a time: numbering all at once would be one task's work
bucketed_scopes as (
    select
        scopes.*,
        profiles.profile_id,
        {{ dbt.right('scopes.account_id', 2) }} as bucket
    from scopes
    inner join profiles
        on scopes.account_id = profiles.account_id
),

buckets as (
    select
        bucket,
        count(*) as scopes
    from bucketed_scopes
    group by bucket
),

starting_numbers as (
    select
        bucket,
        sum(scopes) over (
            order by bucket
            rows between unbounded preceding and current row
        ) - scopes as scopes_before
    from buckets
),

final as (
    select
        cast(
            starting_numbers.scopes_before + row_number() over (
                partition by bucketed_scopes.bucket
                order by
                    bucketed_scopes.account_id,
                    bucketed_scopes.is_family,
                    bucketed_scopes.product_family
            ) as integer
        ) as scope_id,
        bucketed_scopes.account_id,
        bucketed_scopes.is_family,
        bucketed_scopes.product_family,
        bucketed_scopes.profile_id
    from bucketed_scopes
    inner join starting_numbers
        on bucketed_scopes.bucket = starting_numbers.bucket
)

select * from final
