-- Seats in use, month by month, for the two years the product keeps.
create view raw_product_usage_monthly as
with months as (
    select
        plus_months(getvariable('as_of') + 1, -back) as month,
        last_day(month) as month_end,
        back
    from range(1, 25) as numbers (back)
)

select
    format('A{:05d}', items.account_no) as account_id,
    items.product_id,
    month,
    least(
        seats,
        round(
            seats
            * least(
                0.97,
                (0.34 + 0.5 * health + 0.16 * draw(items.line_no, 'adoption'))
                * (0.95 + 0.1 * draw(items.line_no * 30 + back, 'month'))
                -- the first months of a line
                * least(1, 0.5 + (month_end - lines.start_date) / 180)
            )
        )
    )::bigint as active_seats,
    month_end::timestamp + interval 14 hour
    + to_seconds(pick(items.line_no, 'usage', 600, 3000)) as recorded_at,
    null::boolean as is_deleted
from items
inner join months
    on
        items.start_date <= month_end
        and coalesce(items.end_date > month_end, true)
inner join lines using (line_no)
where
    items.pricing_model = 'per_seat'
    and items.status = 'active';
