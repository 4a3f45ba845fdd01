with drivers as (
    select * from {{ ref('int_product_mrr_drivers') }}
),

reserved_drivers as (
    select * from {{ ref('int_reserved_drivers') }}
),

movements as (
    select * from {{ ref('fct_mrr_movements') }}
),

months as (
    select * from {{ ref('int_months') }}
),

final as (
    select
        drivers.account_id,
        drivers.product_id,
        months.month,
        coalesce(movements.movement_type, 'none') as movement_type,
        drivers.driver,
        drivers.mrr_change,
        {{ whole_seats('drivers.seats_change') }} as seats_change,
        coalesce(reserved_drivers.reserved_mrr_change, 0)
            as reserved_mrr_change
    from drivers
    inner join months
        on drivers.month = months.month_number
    left join movements
        on
            drivers.account_id = movements.account_id
            and months.month = movements.month
    left join reserved_drivers
        on
            drivers.account_id = reserved_drivers.account_id
            and drivers.product_id = reserved_drivers.product_id
            and drivers.month = reserved_drivers.month
            and drivers.driver = reserved_drivers.driver
)

select * from final
