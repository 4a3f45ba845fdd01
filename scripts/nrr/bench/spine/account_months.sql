-- The spine: every account in every month from its first one on, with what is
-- live at the end of that month, and what was 1, 3 and 12 months before.
with account_spine as (
    select
        accounts.account_id,
        months.month_number
    from spine.accounts
    inner join spine.months
        on accounts.first_month <= months.month_number
),

month_ends as (
    select
        account_spine.account_id,
        account_spine.month_number,
        cast(coalesce(sum(items.mrr), 0) as decimal(18, 4)) as mrr,
        -- seats are unknown where those of any live item are
        if(
            count(items.seats) = count(items.account_id),
            coalesce(sum(items.seats), 0), null
        ) as seats
    from account_spine
    left join spine.live_items as items
        on
            account_spine.account_id = items.account_id
            and account_spine.month_number >= items.start_month
            and (
                account_spine.month_number < items.end_month
                or items.end_month is null
            )
    group by
        account_spine.account_id,
        account_spine.month_number
)

select
    account_id,
    month_number,
    mrr,
    seats,
    row_number() over account_history = 1 as is_first,
    lag(seats) over account_history as previous_seats,
    lag(mrr) over account_history as mrr_1_before,
    lag(mrr, 3) over account_history as mrr_3_before,
    lag(mrr, 12) over account_history as mrr_12_before
from month_ends
window account_history as (
    partition by account_id
    order by month_number
)
