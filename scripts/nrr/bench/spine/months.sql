-- The calendar, to the last month that is complete on getvariable('as_of').
with span as (
    select
        min(start_month) as first_month,
        year(getvariable('as_of') + 1) * 12 + month(getvariable('as_of') + 1)
        - 2 as last_month
    from spine.live_items
)

select
    cast(number as integer) as month_number,
    make_date(number // 12, number % 12 + 1, 1) as month,
    number - first_month as months_before
from (
    select
        first_month,
        unnest(range(first_month, last_month + 1)) as number
    from span
)
