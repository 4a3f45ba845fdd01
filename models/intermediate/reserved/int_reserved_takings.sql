-- What links left of expansion, first in, first out: each batch in turn takes
-- from what those before it left, of all accounts at once. A product whose
-- steps are open over the same months, as those of one sale, has one turn.
with recursive expansions as (
    select * from {{ ref('int_reservable_expansions') }}
),

links as (
    select
        account_id,
        product_id,
        month,
        sum(linked_mrr) as linked_mrr
    from {{ ref('int_reserved_links') }}
    group by
        account_id,
        product_id,
        month
),

unlinked_expansions as (
    select
        expansions.account_id,
        expansions.product_id,
        expansions.month,
        cast(
            expansions.expansion_mrr - coalesce(links.linked_mrr, 0)
            as {{ type_money() }}
        ) as left_mrr
    from expansions
    left join links
        on
            expansions.account_id = links.account_id
            and expansions.product_id = links.product_id
            and expansions.month = links.month
),

batches as (
    select
        account_id,
        product_id,
        batch,
        min(agreed_month) as agreed_month,
        min(closed_month) as closed_month,
        sum(waiting_mrr) as waiting_mrr
    from {{ ref('int_reserved_batches') }}
    group by
        account_id,
        product_id,
        batch
),

{{ reserved_turns() }},

final as (
    select
        account_id,
        product_id,
        batch,
        month,
        taken_mrr
    from turns
    where taken_mrr > 0
)

select * from final
