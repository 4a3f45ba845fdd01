{#- A recursion of BigQuery has no windows: a queue is walked through with the
months of its offers as an array. -#}
{% macro bigquery__reserved_turns() -%}
{%- set so_far -%}
sum(offered_mrr) over (
    order by month
    rows between unbounded preceding and current row
)
{%- endset -%}
offers as (
    select
        account_id,
        product_id,
        array_agg(
            struct(
                month, left_mrr, cast(0 as {{ type_money() }}) as taken_mrr
            )
            order by month
        ) as months
    from unlinked_expansions
    group by
        account_id,
        product_id
),

walks as (
    select
        account_id,
        product_id,
        0 as batch,
        months
    from offers

    union all

    select
        walks.account_id,
        walks.product_id,
        batches.batch,
        array(
            select as struct
                month,
                left_mrr - taken_mrr as left_mrr,
                taken_mrr
            from (
                select
                    month,
                    left_mrr,
                    {{ within_limit(
                        'offered_mrr', so_far, 'batches.waiting_mrr'
                    ) }} as taken_mrr
                from (
                    select
                        offer.month,
                        offer.left_mrr,
                        case
                            when
                                offer.month >= batches.agreed_month
                                and offer.month <= batches.closed_month
                                then offer.left_mrr
                            else 0
                        end as offered_mrr
                    from unnest(walks.months) as offer
                )
            )
            order by month
        ) as months
    from walks
    inner join batches
        on
            walks.account_id = batches.account_id
            and walks.product_id = batches.product_id
            and walks.batch + 1 = batches.batch
),

turns as (
    select
        walks.account_id,
        walks.product_id,
        walks.batch,
        offer.month,
        offer.taken_mrr
    from walks
    cross join unnest(walks.months) as offer
)
{%- endmacro %}
