-- The state from each event to the next, and when either was recorded.
create table states as
with known as (
    select
        events.* exclude (discount, plan_no, interval_no, status),
        row_number() over line_events as version_no,
        lead(event_date) over line_events as next_date,
        sum(events.seats_change) over so_far as seats_so_far,
        sum(events.price_points) over so_far as points_so_far,
        last_value(events.discount ignore nulls) over so_far as discount,
        last_value(events.plan_no ignore nulls) over so_far as plan_no,
        last_value(events.interval_no ignore nulls) over so_far
            as interval_no,
        last_value(events.status ignore nulls) over so_far as status,
        line_no * 5000 + (event_date - date '2000-01-01') % 5000 as event_no,
        -- entered some days ahead; a few too late, into a closed month
        stamp(
            plus_days(
                event_date,
                if(
                    draw(event_no, 'is late') < 0.035,
                    pick(event_no, 'late', 4, 48),
                    -pick(event_no, 'ahead', 1, 24)
                )
            ), event_no, 'entered'
        ) as entered_at
    from events
    window
        line_events as (partition by line_no order by event_date),
        so_far as (
            partition by line_no order by event_date
            rows between unbounded preceding and current row
        )
),

recorded as (
    select
        *,
        max(entered_at) over (
            partition by line_no order by event_date
            rows between unbounded preceding and current row
        ) as recorded_at
    from known
)

select
    recorded.*,
    lead(recorded_at) over (partition by line_no order by event_date)
        as next_recorded_at
from recorded;
