-- Subscription items that were counted, but contradict something.
with items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

staged_items as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

products as (
    select * from {{ ref('int_products') }}
),

live_items as (
    select
        subscription_item_id,
        subscription_id,
        product_id,
        quantity,
        start_date,
        coalesce(end_date, cast('9999-12-31' as date)) as until_date
    from staged_items
    where
        charge_type = 'recurring'
        and status in ('active', 'trialing')
        and subscription_id is not null
),

-- of two identical items that overlap, the later one is in doubt
doubled_items as (
    select
        later.subscription_item_id,
        min(earlier.subscription_item_id) as earlier_item_id
    from live_items as later
    inner join live_items as earlier
        on
            later.subscription_id = earlier.subscription_id
            and later.product_id = earlier.product_id
            and coalesce(later.quantity, -1) = coalesce(earlier.quantity, -1)
            and later.start_date < earlier.until_date
            and later.until_date > earlier.start_date
            and (
                later.start_date > earlier.start_date
                or (
                    later.start_date = earlier.start_date
                    and later.subscription_item_id
                    > earlier.subscription_item_id
                )
            )
    where
        later.start_date < later.until_date
        and earlier.start_date < earlier.until_date
    group by later.subscription_item_id
),

item_issues as (
    select
        'unknown_customer' as issue_code,
        'high' as severity,
        staged_items.subscription_item_id,
        'Billing has no customer ' || staged_items.customer_id
        || ': the item is counted under an account of its own.' as detail
    from staged_items
    left join customers
        on staged_items.customer_id = customers.customer_id
    where
        customers.customer_id is null
        and exists (select 1 from {{ ref('stg_billing__customers') }})

    union all

    select
        'unknown_product' as issue_code,
        'low' as severity,
        items.subscription_item_id,
        'Billing has no product ' || items.product_id
        || ': it is counted under that name, its family unknown.' as detail
    from items
    inner join products
        on items.product_id = products.product_id
    where
        not products.is_listed
        and exists (select 1 from {{ ref('stg_billing__products') }})

    union all

    select
        'overlapping_items' as issue_code,
        'high' as severity,
        subscription_item_id,
        'Same subscription, product and seats as item ' || earlier_item_id
        || ', at the same time: is it billed twice?' as detail
    from doubled_items

    union all

    select
        'canceled_without_end_date' as issue_code,
        'medium' as severity,
        subscription_item_id,
        'Canceled without an end date: it is taken to have ended when that'
        || ' was recorded.' as detail
    from staged_items
    where
        status = 'canceled'
        and end_date is null

    union all

    select
        'decimals_in_jpy' as issue_code,
        'low' as severity,
        subscription_item_id,
        'The unit amount ' || {{ plain_number('unit_amount') }}
        || ' is a fraction of a yen.' as detail
    from staged_items
    where
        currency = 'JPY'
        and unit_amount <> floor(unit_amount)
),

final as (
    select
        item_issues.issue_code,
        item_issues.severity,
        items.account_id,
        'billing_subscription_items|' || items.subscription_item_id
            as source_key,
        item_issues.detail,
        case
            when items.ledger_status = 'live' then items.mrr else 0
        end as mrr_at_stake
    from item_issues
    inner join items
        on item_issues.subscription_item_id = items.subscription_item_id
)

select * from final
