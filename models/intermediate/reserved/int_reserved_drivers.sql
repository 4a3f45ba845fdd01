-- The part of each positive driver that fulfils steps: where a product has
-- several in a month, in the order of reservable_drivers().
with drivers as (
    select
        *,
        case driver
            {%- for driver in reservable_drivers() %}
            when '{{ driver }}' then {{ loop.index }}
            {%- endfor %}
        end as driver_order
    from {{ ref('int_product_mrr_drivers') }}
    where driver in ({{ reservable_driver_names() }})
),

fulfilled_months as (
    select
        account_id,
        product_id,
        month,
        sum(fulfilled_mrr) as fulfilled_mrr
    from {{ ref('int_reserved_fulfilments') }}
    group by
        account_id,
        product_id,
        month
),

running_drivers as (
    select
        drivers.account_id,
        drivers.product_id,
        drivers.month,
        drivers.driver,
        drivers.mrr_change,
        fulfilled_months.fulfilled_mrr,
        sum(drivers.mrr_change) over (
            partition by drivers.account_id, drivers.product_id, drivers.month
            order by drivers.driver_order
            rows between unbounded preceding and current row
        ) as mrr_so_far
    from drivers
    inner join fulfilled_months
        on
            drivers.account_id = fulfilled_months.account_id
            and drivers.product_id = fulfilled_months.product_id
            and drivers.month = fulfilled_months.month
),

final as (
    select
        account_id,
        product_id,
        month,
        driver,
        {{ within_limit('mrr_change', 'mrr_so_far', 'fulfilled_mrr') }}
            as reserved_mrr_change
    from running_drivers
)

select * from final
