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

-- turn 0 is what there is to take
turns as (
    select
        expansions.account_id,
        expansions.product_id,
        expansions.month,
        0 as batch,
        cast(0 as decimal(18, 4)) as taken_mrr,
        cast(
            expansions.expansion_mrr - coalesce(links.linked_mrr, 0)
            as decimal(18, 4)
        ) as left_mrr
    from expansions
    left join links
        on
            expansions.account_id = links.account_id
            and expansions.product_id = links.product_id
            and expansions.month = links.month

    union all

    select
        account_id,
        product_id,
        month,
        batch,
        taken_mrr,
        cast(left_mrr - taken_mrr as decimal(18, 4)) as left_mrr
    from (
        select
            offers.*,
            {{ within_limit(
                'offered_mrr',
                '(sum(offered_mrr) over offers_so_far)',
                'waiting_mrr'
            ) }} as taken_mrr
        from (
            select
                turns.account_id,
                turns.product_id,
                turns.month,
                turns.left_mrr,
                batches.batch,
                batches.waiting_mrr,
                case
                    when
                        turns.month >= batches.agreed_month
                        and turns.month <= batches.closed_month
                        then turns.left_mrr
                    else 0
                end as offered_mrr
            from turns
            inner join batches
                on
                    turns.account_id = batches.account_id
                    and turns.product_id = batches.product_id
                    and batches.batch = turns.batch + 1
            where turns.left_mrr > 0
        ) as offers
        window offers_so_far as (
            partition by account_id, product_id
            order by month
            rows between unbounded preceding and current row
        )
    ) as takings
),

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
