-- The same spine by product family, from the family's first month on.
with first_months as (
    select
        account_id,
        product_family,
        min(start_month) as first_month
    from spine.live_items
    group by
        account_id,
        product_family
),

family_spine as (
    select
        first_months.account_id,
        first_months.product_family,
        months.month_number
    from first_months
    inner join spine.months
        on first_months.first_month <= months.month_number
),

month_ends as (
    select
        family_spine.account_id,
        family_spine.product_family,
        family_spine.month_number,
        cast(coalesce(sum(items.mrr), 0) as decimal(18, 4)) as mrr
    from family_spine
    left join spine.live_items as items
        on
            family_spine.account_id = items.account_id
            and family_spine.product_family = items.product_family
            and family_spine.month_number >= items.start_month
            and (
                family_spine.month_number < items.end_month
                or items.end_month is null
            )
    group by
        family_spine.account_id,
        family_spine.product_family,
        family_spine.month_number
)

select
    account_id,
    product_family,
    month_number,
    mrr,
    lag(mrr, 1, 0) over family_history as mrr_1_before,
    lag(mrr, 3, 0) over family_history as mrr_3_before,
    lag(mrr, 12, 0) over family_history as mrr_12_before
from month_ends
window family_history as (
    partition by account_id, product_family
    order by month_number
)
