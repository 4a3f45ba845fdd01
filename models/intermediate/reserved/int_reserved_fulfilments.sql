-- What each step was fulfilled by, month by month: by items that name it, and
-- by its share of what its batch took. On the scale of a batch's reserved MRR a
-- step and a taking are two ranges: their overlap is what one fulfils of the
-- other.
with steps as (
    select * from {{ ref('int_reserved_batches') }}
),

takings as (
    select * from {{ ref('int_reserved_takings') }}
),

links as (
    select * from {{ ref('int_reserved_links') }}
),

step_ranges as (
    select
        *,
        sum(waiting_mrr) over (
            partition by account_id, product_id, batch
            order by step_order
            rows between unbounded preceding and current row
        ) as to_mrr
    from steps
),

taking_ranges as (
    select
        *,
        sum(taken_mrr) over (
            partition by account_id, product_id, batch
            order by month
            rows between unbounded preceding and current row
        ) as to_mrr
    from takings
),

all_fulfilments as (
    select
        step_ranges.reserved_expansion_id,
        step_ranges.account_id,
        step_ranges.product_id,
        taking_ranges.month,
        least(step_ranges.to_mrr, taking_ranges.to_mrr)
        - greatest(
            step_ranges.to_mrr - step_ranges.waiting_mrr,
            taking_ranges.to_mrr - taking_ranges.taken_mrr
        ) as fulfilled_mrr,
        0 as linked_mrr
    from step_ranges
    inner join taking_ranges
        on
            step_ranges.account_id = taking_ranges.account_id
            and step_ranges.product_id = taking_ranges.product_id
            and step_ranges.batch = taking_ranges.batch
            and step_ranges.to_mrr
            > taking_ranges.to_mrr - taking_ranges.taken_mrr
            and taking_ranges.to_mrr
            > step_ranges.to_mrr - step_ranges.waiting_mrr

    union all

    select
        reserved_expansion_id,
        account_id,
        product_id,
        month,
        linked_mrr as fulfilled_mrr,
        linked_mrr
    from links
),

final as (
    select
        reserved_expansion_id,
        account_id,
        product_id,
        month,
        cast(sum(fulfilled_mrr) as {{ type_money() }}) as fulfilled_mrr,
        cast(sum(linked_mrr) as {{ type_money() }}) as linked_mrr
    from all_fulfilments
    group by
        reserved_expansion_id,
        account_id,
        product_id,
        month
)

select * from final
