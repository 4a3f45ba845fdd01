-- live + reserved + booked - ending = committed; no part is negative; live is
-- 12 * closing MRR of the waterfall, in every month and for every value.
with committed as (
    select * from {{ ref('fct_committed_arr_monthly') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
)

select
    coalesce(committed.month, waterfall.month) as month,
    coalesce(committed.dimension, waterfall.dimension) as dimension,
    coalesce(committed.dimension_value, waterfall.dimension_value)
        as dimension_value,
    committed.arr,
    waterfall.closing_mrr,
    committed.committed_arr
from committed
full outer join waterfall
    on
        committed.month = waterfall.month
        and committed.dimension = waterfall.dimension
        and committed.dimension_value = waterfall.dimension_value
where
    committed.month is null
    or committed.arr <> 12 * coalesce(waterfall.closing_mrr, 0)
    or committed.committed_arr
    <> committed.arr + committed.reserved_not_live_arr
    + committed.known_starting_arr - committed.known_ending_arr
    or least(
        committed.reserved_not_live_arr,
        committed.known_starting_arr,
        committed.known_ending_arr
    ) < 0
    or committed.known_ending_arr > committed.arr
    or (committed.arr = 0) <> (committed.committed_to_live_ratio is null)
