-- Per account and month, drivers add up to the movement; where there is none,
-- to 0.
with drivers as (
    select
        account_id,
        month,
        min(movement_type) as movement_type,
        max(movement_type) as last_movement_type,
        sum(mrr_change) as mrr_change
    from {{ ref('fct_mrr_movement_drivers') }}
    group by
        account_id,
        month
),

movements as (
    select * from {{ ref('fct_mrr_movements') }}
)

select
    coalesce(drivers.account_id, movements.account_id) as account_id,
    coalesce(drivers.month, movements.month) as month,
    drivers.mrr_change as drivers_mrr_change,
    movements.mrr_change as movement_mrr_change
from drivers
full outer join movements
    on
        drivers.account_id = movements.account_id
        and drivers.month = movements.month
where
    coalesce(drivers.mrr_change, 0) <> coalesce(movements.mrr_change, 0)
    or drivers.movement_type <> coalesce(movements.movement_type, 'none')
    or drivers.last_movement_type <> coalesce(movements.movement_type, 'none')
