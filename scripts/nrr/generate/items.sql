-- Subscription items as they truly are, known by the end.

create table items as
with priced as (
    select
        states.*,
        account_no, product_no, product_id, pricing_model, payer_no, band,
        lines.currency, lines.end_date as line_end_date, origin,
        addressable, first_seats, stay,
        least(
            greatest(addressable, first_seats),
            greatest(2, ceil(first_seats * 0.25)::bigint, seats_so_far)
        )::bigint as seats,
        unit, unit_count, intervals.months as interval_months,
        coalesce(next_date, lines.end_date) as end_date,
        -- known some weeks before it happens
        coalesce(
            next_recorded_at,
            greatest(
                recorded_at + interval 1 minute,
                stamp(
                    plus_days(
                        lines.end_date, -pick(line_no, 'notice', 10, 100)
                    ), line_no, 'notice moment'
                )
            )
        ) as end_recorded_at,
        lines.end_date is not null and next_date is null as is_last,
        round(
            list_price * (10000 + points_so_far) / 10000,
            if(lines.currency = 'JPY', 0, 2)
        )::decimal(18, 4) as monthly_price,
        -- the other form of a trial: a date on the item itself
        case
            when
                version_no = 1 and origin = 'landing' and next_date is null
                and draw(line_no, 'trial date') < 0.06
                then plus_days(event_date, 30)
        end as trial_end_date
    from states
    inner join lines using (line_no)
    inner join intervals on states.interval_no = intervals.interval_no
)

select
    line_no,
    version_no,
    line_no * 40 + version_no as item_no,
    format('I{:07d}-{:02d}', line_no, version_no) as item_id,
    format('S{:07d}', line_no) as subscription_id,
    format('C{:05d}-{}', account_no, payer_no) as customer_id,
    account_no,
    product_no,
    product_id,
    pricing_model,
    band,
    origin,
    kinds,
    currency,
    case
        when pricing_model = 'per_seat'
            then ['ライト', 'スタンダード', 'プロ'][plan_no]
        when pricing_model = 'usage' then '従量'
        else '基本'
    end as plan,
    if(pricing_model = 'usage', 'usage', 'recurring') as charge_type,
    status,
    seats,
    case pricing_model
        when 'per_seat' then seats
        when 'usage' then pick(line_no, 'calls', 20, 900)
    end as quantity,
    -- a metered interface is billed by the month
    if(pricing_model = 'usage', 'month', unit) as unit,
    if(pricing_model = 'usage', 1, unit_count) as unit_count,
    if(pricing_model = 'usage', 1, interval_months) as interval_months,
    if(pricing_model = 'usage', 1, interval_months) * monthly_price
        as unit_amount,
    monthly_price,
    discount,
    event_date as start_date,
    case when end_recorded_at < known_until() then end_date end as end_date,
    trial_end_date,
    reserved_no,
    is_last,
    recorded_at,
    case when priced.end_date is not null then end_recorded_at end
        as end_recorded_at,
    -- a wrong number of seats at first, put right weeks later
    case
        when pricing_model = 'per_seat' and draw(item_no, 'slipped') < 0.025
            then stamp(
                plus_days(
                    recorded_at::date, pick(item_no, 'corrected', 12, 110)
                ), item_no, 'corrected moment'
            )
    end as corrected_at,
    coalesce(corrected_at < end_recorded_at, corrected_at is not null)
        as is_corrected
from priced
where recorded_at < known_until();
