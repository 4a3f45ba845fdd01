-- Changes of MRR of accounts with a fulfilment, and their fulfilments: of a
-- scope, which is the account as a whole or one of its product families.
with fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

products as (
    select * from {{ ref('int_products') }}
),

account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

scoped_fulfilments as (
    select
        account_id,
        false as is_family,
        '' as product_family,
        month,
        fulfilled_mrr
    from fulfilments

    union all

    select
        fulfilments.account_id,
        true as is_family,
        products.product_family,
        fulfilments.month,
        fulfilments.fulfilled_mrr
    from fulfilments
    inner join products
        on fulfilments.product_id = products.product_id
),

scopes as (
    select distinct
        account_id,
        is_family,
        product_family
    from scoped_fulfilments
),

final as (
    select
        account_id,
        is_family,
        product_family,
        month,
        0 as account_mrr,
        0 as mrr,
        fulfilled_mrr
    from scoped_fulfilments

    union all

    select
        scopes.account_id,
        scopes.is_family,
        scopes.product_family,
        account_states.month,
        account_states.mrr_change as account_mrr,
        case
            when scopes.is_family then 0 else account_states.mrr_change
        end as mrr,
        0 as fulfilled_mrr
    from scopes
    inner join account_states
        on scopes.account_id = account_states.account_id

    union all

    select
        scopes.account_id,
        scopes.is_family,
        scopes.product_family,
        product_states.month,
        0 as account_mrr,
        product_states.mrr_change as mrr,
        0 as fulfilled_mrr
    from scopes
    inner join products
        on scopes.product_family = products.product_family
    inner join product_states
        on
            scopes.account_id = product_states.account_id
            and products.product_id = product_states.product_id
    where scopes.is_family
)

select * from final
