{%- set product_queue -%}
    partition by account_id, product_id
    order by step_order
{%- endset -%}
-- What links left of each step, in the queue of its account and product.
-- Neighbours that are open over the same months make one batch.
with steps as (
    select * from {{ ref('int_reserved_steps') }}
),

links as (
    select
        reserved_expansion_id,
        sum(linked_mrr) as linked_mrr
    from {{ ref('int_reserved_links') }}
    group by reserved_expansion_id
),

waiting_steps as (
    select
        steps.*,
        cast(
            steps.reserved_mrr - coalesce(links.linked_mrr, 0)
            as {{ type_money() }}
        ) as waiting_mrr
    from steps
    left join links
        on steps.reserved_expansion_id = links.reserved_expansion_id
    where
        steps.reserved_mrr > coalesce(links.linked_mrr, 0)
        and steps.agreed_month <= steps.closed_month
),

marked_steps as (
    select
        *,
        case
            when
                agreed_month = lag(agreed_month) over ({{ product_queue }})
                and closed_month = lag(closed_month) over ({{ product_queue }})
                then 0
            else 1
        end as is_first_of_batch
    from waiting_steps
),

final as (
    select
        reserved_expansion_id,
        account_id,
        product_id,
        step_order,
        agreed_month,
        closed_month,
        waiting_mrr,
        cast(
            sum(is_first_of_batch) over (
                partition by account_id, product_id
                order by step_order
                rows between unbounded preceding and current row
            ) as integer
        ) as batch
    from marked_steps
)

select * from final
