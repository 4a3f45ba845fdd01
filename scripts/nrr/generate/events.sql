-- What happens on a line: each event changes seats, price, discount, plan,
-- term or status from its date on. Items are what stands between two events.

create table seat_events as
with steps as (
    select
        lines.*,
        step,
        line_no * 20 + step as step_no,
        -- every so many months, give or take
        step * pick(
            line_no, 'pace', [10, 9, 8, 7][band], [20, 16, 13, 12][band]
        )
        + pick(step_no, 'shift', -1, 1)
        -- what was reserved comes first
        + if(is_reserved, 14, 0) as months_in
    from lines,
        range(1, 10) as numbers (step)
    where
        pricing_model = 'per_seat'
        and step <= 1 + (horizon() - start_date) / (30 * [10, 9, 8, 7][band])
),

sized as (
    select
        *,
        draw(step_no, 'grow') < grow_share as is_growth,
        [0.08, 0.08, 0.10, 0.10][band]
        + [0.15, 0.15, 0.18, 0.21][band] * draw(step_no, 'size') as size
    from steps
)

select
    line_no,
    step_no,
    plus_months(start_date, months_in) as event_date,
    case
        -- later steps of a customer that grows are larger ones
        when is_growth
            then ceil(
                first_seats * size * (0.8 + if(band > 1, 0.15 * step, 0))
            )
        else -ceil(first_seats * size * 0.8)
    end::bigint as seats_change
from sized;

create table events as
with reserved_upsells as (
    select
        line_no,
        take_up_date as event_date,
        taken_seats as seats_change,
        reservations.reserved_no
    from reservations
    inner join lines
        on
            reservations.account_no = lines.account_no
            and reservations.product_no = lines.product_no
            and lines.stay = 1
    where expansion_kind = 'upsell' and take_up_date is not null
),

-- kind: what a reader of the events would call it
all_events as (
    select
        line_no, start_date as event_date, 'start' as kind,
        first_seats as seats_change, 0 as price_points,
        discount::integer as discount, plan_no, interval_no,
        case
            when
                origin = 'landing'
                and draw(line_no, 'trial') < 0.05 then 'trialing'
            else 'active'
        end as status,
        reserved_no
    from lines
    union all by name
    -- a trial that ends as an item of its own; see items for the other form
    select
        line_no, plus_days(start_date, 30) as event_date, 'trial' as kind,
        'active' as status
    from lines
    where origin = 'landing' and draw(line_no, 'trial') < 0.05
    union all by name
    select
        line_no, event_date, 'seats' as kind, seats_change
    from seat_events
    union all by name
    select line_no, event_date, 'reserved' as kind, seats_change, reserved_no
    from reserved_upsells
    union all by name
    -- the price revision, from each customer's next term on
    select
        line_no,
        plus_months(
            start_date,
            term_months * (
                1 + date_diff('month', start_date, revision_date)
                // term_months
            )
        ) as event_date,
        'price' as kind,
        if(pricing_model = 'flat', 800, 500) as price_points
    from lines,
        (
            select plus_months(getvariable('as_of') + 1, -18)
                as revision_date
        ) as revisions
    where
        start_date < revision_date
        and pricing_model != 'usage'
        and draw(line_no, 'revision') < [0.80, 0.72, 0.5, 0.4][band]
    union all by name
    select
        line_no,
        plus_months(start_date, pick(line_no, 'plan month', 7, 30))
            as event_date,
        'plan' as kind,
        if(moves_up, 2500, -1500) as price_points,
        if(moves_up, least(plan_no + 1, 3), greatest(plan_no - 1, 1))
            as plan_no
    from (
        select
            *, draw(line_no, 'plan way') < 0.45 + 0.5 * health as moves_up
        from lines
    ) as movers
    where
        pricing_model = 'per_seat'
        and draw(line_no, 'plan move') < 0.14
        and plan_no = 2
    union all by name
    -- a first-year discount ends
    select
        line_no, plus_months(start_date, 12) as event_date,
        'discount' as kind, 0 as discount
    from lines
    where discount between 1 and 10 and draw(line_no, 'discount') < 0.45
    union all by name
    -- monthly payers who change to yearly terms, at the same price
    select
        line_no, plus_months(start_date, 12) as event_date,
        'interval' as kind, 4 as interval_no
    from lines
    where interval_no = 1 and draw(line_no, 'yearly') < 0.12
    union all by name
    -- some terms are renewed as a new item
    select
        line_no, plus_months(start_date, term * term_months) as event_date,
        'renewal' as kind
    from lines, range(1, 5) as numbers (term)
    where interval_no >= 4 and draw(line_no, 'renewed') < 0.10
    union all by name
    select
        line_no,
        plus_months(
            start_date,
            pick(line_no, 'pause month', 4, 20)
            + if(is_back, pick(line_no, 'pause length', 1, 3), 0)
        ) as event_date,
        if(is_back, 'resume', 'pause') as kind,
        if(is_back, 'active', 'paused') as status
    from lines, (values (false), (true)) as turns (is_back)
    where
        interval_no = 1 and band <= 2
        and pricing_model = 'per_seat'
        and draw(line_no, 'pause') < 0.05
)

-- one event a line and day
select
    line_no,
    event_date,
    string_agg(distinct kind, ' ' order by kind) as kinds,
    sum(seats_change)::bigint as seats_change,
    sum(price_points)::bigint as price_points,
    max(all_events.discount) as discount,
    max(all_events.plan_no) as plan_no,
    max(all_events.interval_no) as interval_no,
    max(all_events.status) as status,
    max(all_events.reserved_no) as reserved_no
from all_events
inner join lines using (line_no)
where
    event_date >= start_date
    and event_date < coalesce(end_date, horizon())
    and event_date < horizon()
group by all;
