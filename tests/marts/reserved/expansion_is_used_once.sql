-- fulfilled + newly won = expansion: per account, product and month the part
-- of the drivers that was reserved is what steps were fulfilled by, and each
-- driver gives no more than it holds. What cannot fulfil a step gives nothing.
with drivers as (
    select
        account_id,
        product_id,
        month,
        sum(reserved_mrr_change) as reserved_mrr,
        max(
            case
                when
                    reserved_mrr_change < 0
                    or reserved_mrr_change > greatest(mrr_change, 0)
                    or (
                        reserved_mrr_change > 0
                        and driver not in ({{ reservable_driver_names() }})
                    )
                    then 1
                else 0
            end
        ) as is_overdrawn
    from {{ ref('fct_mrr_movement_drivers') }}
    group by
        account_id,
        product_id,
        month
),

fulfilments as (
    select
        account_id,
        product_id,
        month,
        sum(fulfilled_mrr) as fulfilled_mrr
    from {{ ref('fct_reserved_expansion_fulfilments') }}
    group by
        account_id,
        product_id,
        month
)

select
    coalesce(drivers.account_id, fulfilments.account_id) as account_id,
    coalesce(drivers.product_id, fulfilments.product_id) as product_id,
    coalesce(drivers.month, fulfilments.month) as month,
    drivers.reserved_mrr,
    fulfilments.fulfilled_mrr
from drivers
full outer join fulfilments
    on
        drivers.account_id = fulfilments.account_id
        and drivers.product_id = fulfilments.product_id
        and drivers.month = fulfilments.month
where
    coalesce(drivers.reserved_mrr, 0) <> coalesce(fulfilments.fulfilled_mrr, 0)
    or drivers.is_overdrawn = 1
