-- Months in which the set of plans of an account's live items of a product
-- changed: a plan's first item began or its last one ended.
with live_items as (
    select
        account_id,
        product_id,
        coalesce(plan, '') as plan,
        start_month,
        end_month
    from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

changes as (
    select
        account_id,
        product_id,
        plan,
        start_month as month,
        1 as items_change
    from live_items

    union all

    select
        account_id,
        product_id,
        plan,
        end_month as month,
        -1 as items_change
    from live_items
    where end_month <= {{ last_reported_month() }}
),

monthly_changes as (
    select
        changes.account_id,
        changes.product_id,
        changes.plan,
        changes.month,
        sum(changes.items_change) as items_change
    from changes
    group by
        changes.account_id,
        changes.product_id,
        changes.plan,
        changes.month
    having sum(changes.items_change) <> 0
),

running_items as (
    select
        account_id,
        product_id,
        month,
        items_change,
        sum(items_change) over (
            partition by account_id, product_id, plan
            order by month
            rows between unbounded preceding and current row
        ) as items
    from monthly_changes
),

final as (
    select distinct
        account_id,
        product_id,
        month
    from running_items
    where items = 0 or items = items_change
)

select * from final
