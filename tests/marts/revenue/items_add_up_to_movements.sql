-- What items bring in their first month and take after their last one is what
-- moves each account's MRR, month by month: every number has its rows.
with items as (
    select * from {{ ref('fct_subscription_items') }}
    where ledger_status = 'live'
),

item_changes as (
    select
        account_id,
        from_month as month,
        mrr as mrr_change
    from items

    union all

    select
        account_id,
        cast({{ dbt.dateadd('month', 1, 'to_month') }} as date) as month,
        -mrr as mrr_change
    from items
    where to_month is not null
),

account_changes as (
    select
        item_changes.account_id,
        item_changes.month,
        sum(item_changes.mrr_change) as mrr_change
    from item_changes
    group by
        item_changes.account_id,
        item_changes.month
    having sum(item_changes.mrr_change) <> 0
)

select
    coalesce(changes.account_id, movements.account_id) as account_id,
    coalesce(changes.month, movements.month) as month,
    changes.mrr_change as items_mrr_change,
    movements.mrr_change
from account_changes as changes
full outer join {{ ref('fct_mrr_movements') }} as movements
    on
        changes.account_id = movements.account_id
        and changes.month = movements.month
where changes.mrr_change is distinct from movements.mrr_change
