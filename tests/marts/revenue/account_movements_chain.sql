-- previous + change = current, and each previous is the current before it: an
-- account's movements are one unbroken chain from 0.
with movements as (
    select
        *,
        lag(current_mrr, 1, 0) over (
            partition by account_id
            order by month
        ) as mrr_before
    from {{ ref('fct_mrr_movements') }}
)

select * from movements
where
    previous_mrr + mrr_change <> current_mrr
    or previous_mrr <> mrr_before
    or mrr_change = 0
    or current_mrr < 0
