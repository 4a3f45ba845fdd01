{#-
reserved_turns(): CTEs over `unlinked_expansions` and `batches`, ending in
`turns`: what each batch in turn takes of each month's expansion.
-#}
{% macro reserved_turns() -%}
    {{ return(adapter.dispatch('reserved_turns')()) }}
{%- endmacro %}
{% macro default__reserved_turns() -%}
{%- set offers_so_far -%}
    partition by account_id, product_id
    order by month
    rows between unbounded preceding and current row
{%- endset -%}
-- turn 0 is what there is to take
turns as (
    select
        account_id,
        product_id,
        month,
        0 as batch,
        cast(0 as {{ type_money() }}) as taken_mrr,
        left_mrr
    from unlinked_expansions

    union all

    select
        account_id,
        product_id,
        month,
        batch,
        taken_mrr,
        cast(left_mrr - taken_mrr as {{ type_money() }}) as left_mrr
    from (
        select
            offers.*,
            {{ within_limit(
                'offered_mrr',
                '(sum(offered_mrr) over (' ~ offers_so_far ~ '))',
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
    ) as takings
)
{%- endmacro %}

{#- A recursion of Spark has no windows: a queue is walked through as arrays. -#}
{% macro spark__reserved_turns() -%}
offers as (
    select
        account_id,
        product_id,
        sort_array(collect_list(named_struct(
            'month', month, 'left_mrr', left_mrr
        ))) as offers
    from unlinked_expansions
    group by
        account_id,
        product_id
),

queues as (
    select
        account_id,
        product_id,
        sort_array(collect_list(named_struct(
            'batch', batch,
            'agreed_month', agreed_month,
            'closed_month', closed_month,
            'waiting_mrr', cast(waiting_mrr as decimal(18, 4))
        ))) as queue
    from batches
    group by
        account_id,
        product_id
),

-- of each batch: what it takes of each offer, and what that leaves
walked_queues as (
    select
        queues.account_id,
        queues.product_id,
        aggregate(
            queues.queue,
            named_struct(
                'offers', offers.offers,
                'takings', slice(array(named_struct(
                    'batch', queues.queue[0].batch,
                    'month', offers.offers[0].month,
                    'taken_mrr', offers.offers[0].left_mrr
                )), 1, 0)  -- none yet, of this type
            ),
            (state, batch) -> aggregate(
                state.offers,
                named_struct(
                    'waiting_mrr', batch.waiting_mrr,
                    'offers', slice(state.offers, 1, 0),
                    'takings', state.takings
                ),
                (walk, offer) -> transform(
                    array(case
                        when
                            offer.month >= batch.agreed_month
                            and offer.month <= batch.closed_month
                            then greatest(
                                least(offer.left_mrr, walk.waiting_mrr),
                                cast(0 as decimal(18, 4))
                            )
                        else cast(0 as decimal(18, 4))
                    end),
                    taken_mrr -> named_struct(
                        'waiting_mrr',
                        cast(walk.waiting_mrr - taken_mrr as decimal(18, 4)),
                        'offers',
                        concat(walk.offers, array(named_struct(
                            'month', offer.month,
                            'left_mrr',
                            cast(offer.left_mrr - taken_mrr as decimal(18, 4))
                        ))),
                        'takings',
                        concat(walk.takings, array(named_struct(
                            'batch', batch.batch,
                            'month', offer.month,
                            'taken_mrr', taken_mrr
                        )))
                    )
                )[0],
                walk -> named_struct(
                    'offers', walk.offers, 'takings', walk.takings
                )
            )
        ).takings as takings
    from queues
    inner join offers
        on
            queues.account_id = offers.account_id
            and queues.product_id = offers.product_id
),

turns as (
    select
        account_id,
        product_id,
        taking.batch,
        taking.month,
        taking.taken_mrr
    from walked_queues
    lateral view explode(takings) as taking
)
{%- endmacro %}
