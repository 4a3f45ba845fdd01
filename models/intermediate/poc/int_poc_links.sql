-- Recurring items that name a PoC of their own account, from its start on, by
-- the month and product they began in.
with pocs as (
    select * from {{ ref('int_pocs_dated') }}
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

named_items as (
    select
        subscription_item_id,
        poc_id
    from {{ ref('stg_billing__subscription_items') }}
    where poc_id is not null
),

final as (
    select
        pocs.poc_id,
        items.account_id,
        items.product_id,
        items.start_month as month,
        min(items.mrr_start_date) as first_date,
        cast(sum(items.mrr) as {{ type_money() }}) as linked_mrr,
        items.product_id = pocs.product_id as is_own_product
    from pocs
    inner join named_items
        on pocs.poc_id = named_items.poc_id
    inner join items
        on
            named_items.subscription_item_id = items.subscription_item_id
            and pocs.account_id = items.account_id
            and pocs.start_month <= items.start_month
    group by
        pocs.poc_id,
        items.account_id,
        items.product_id,
        items.start_month,
        items.product_id = pocs.product_id
)

select * from final
