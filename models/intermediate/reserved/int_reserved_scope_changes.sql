-- Changes of MRR of each scope, of the account it is of, and its fulfilments.
with scopes as (
    select * from {{ ref('int_reserved_scopes') }}
),

fulfilments as (
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

all_changes as (
    select
        scopes.scope_id,
        fulfilments.month,
        0 as account_mrr,
        0 as mrr,
        fulfilments.fulfilled_mrr
    from fulfilments
    inner join products
        on fulfilments.product_id = products.product_id
    inner join scopes
        on
            fulfilments.account_id = scopes.account_id
            and (
                not scopes.is_family
                or products.product_family = scopes.product_family
            )

    union all

    select
        scopes.scope_id,
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
        scopes.scope_id,
        product_states.month,
        0 as account_mrr,
        product_states.mrr_change as mrr,
        0 as fulfilled_mrr
    from product_states
    inner join products
        on product_states.product_id = products.product_id
    inner join scopes
        on
            product_states.account_id = scopes.account_id
            and products.product_family = scopes.product_family
    where scopes.is_family
),

final as (
    select
        scope_id,
        month,
        cast(sum(account_mrr) as {{ type_money() }}) as account_mrr,
        cast(sum(mrr) as {{ type_money() }}) as mrr,
        cast(sum(fulfilled_mrr) as {{ type_money() }}) as fulfilled_mrr
    from all_changes
    group by
        scope_id,
        month
)

select * from final
