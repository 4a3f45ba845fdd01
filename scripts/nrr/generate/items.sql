-- Subscription items as billing holds them: the truth first, then every
-- version that was recorded of it.

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

-- Orders by mistake: a second item beside the right one, deleted later.
create table mistakes as
select
    item_no,
    'I9' || item_id[3:] as item_id,
    'S9' || subscription_id[3:] as subscription_id,
    plus_days(recorded_at::date, pick(item_no, 'mistake', 3, 20))
        as entered_date,
    plus_days(entered_date, pick(item_no, 'found', 2, 75)) as found_date
from items
where
    charge_type = 'recurring'
    and band <= 3
    and draw(item_no, 'is mistake') < 0.006
    and end_date is null;

-- Charges that are no MRR: setting up, paid PoCs.
create table extra_charges as
select
    'I7' || format('{:06d}', account_no) as item_id,
    'S7' || format('{:06d}', account_no) as subscription_id,
    format('C{:05d}-1', account_no) as customer_id,
    product_id,
    'one_time' as charge_type,
    (list_price * 12 * [3, 12, 40, 80][band])::decimal(18, 4) as unit_amount,
    lines.currency,
    start_date,
    plus_days(start_date, 1) as end_date,
    null as poc_id,
    stamp(plus_days(start_date, -3), account_no, 'setup') as recorded_at
from lines
where
    origin = 'landing' and product_no <= 2
    and draw(account_no, 'setup') < [0.2, 0.4, 0.7, 0.8][band]
    and line_no = account_no * 100 + product_no * 10 + 1
qualify row_number() over (partition by account_no order by line_no) = 1
union all
select
    'I8' || format('{:07d}', poc_no),
    'S8' || format('{:07d}', poc_no),
    format('C{:05d}-1', account_no),
    product_id,
    'poc',
    case currency when 'JPY' then 150000 else 1000 end * band,
    currency,
    start_date,
    coalesce(end_date, planned_end_date),
    poc_id,
    stamp(plus_days(start_date, -2), poc_no, 'paid')
from pocs
where is_paid;

create view raw_billing_subscription_items as
with versions as (
    -- as first recorded: open
    select
        *,
        null::date as known_end_date,
        status as known_status,
        if(
            is_corrected,
            greatest(1, quantity + one_of(item_no, 'slip', [-1, 1, 2, 5, 10])),
            quantity
        ) as known_quantity,
        recorded_at as version_at
    from items
    where coalesce(end_recorded_at > recorded_at, true)
    union all by name
    -- corrected
    select
        *,
        null::date as known_end_date,
        status as known_status,
        quantity as known_quantity,
        corrected_at as version_at
    from items
    where is_corrected
    union all by name
    -- ended, by the next version or for good
    select
        *,
        end_date as known_end_date,
        if(is_last, 'canceled', status) as known_status,
        quantity as known_quantity,
        end_recorded_at as version_at
    from items
    where end_date is not null
)

select
    item_id as subscription_item_id,
    subscription_id,
    customer_id,
    product_id,
    plan,
    charge_type,
    known_status as status,
    known_quantity::decimal(18, 4) as quantity,
    unit_amount,
    discount as discount_percent,
    currency,
    unit as billing_interval,
    unit_count as billing_interval_count,
    start_date,
    known_end_date as end_date,
    trial_end_date,
    case
        when is_linked then format('R{:06d}', reserved_no)
    end as reserved_expansion_id,
    case when is_named then poc_id end as poc_id,
    version_at as recorded_at,
    null::boolean as is_deleted
from versions
left join (
    select reserved_no, is_linked from reservations
) as links using (reserved_no)
left join (
    select line_no as poc_line_no, poc_id, draw(poc_no, 'named') < 0.5 as is_named
    from pocs
    where line_no is not null
) as tried on versions.line_no = poc_line_no and version_no = 1
union all by name
-- same-day changes: a first version that never saw a day of service
select
    item_id || 'Z' as subscription_item_id, subscription_id, customer_id,
    product_id, plan, charge_type, 'canceled' as status,
    quantity + one_of(item_no, 'hasty', [-1, 1, 3]) as quantity,
    unit_amount, discount as discount_percent, currency,
    unit as billing_interval, unit_count as billing_interval_count,
    start_date, start_date as end_date,
    recorded_at - interval 2 minute as recorded_at
from items
where pricing_model = 'per_seat' and draw(item_no, 'is hasty') < 0.012
union all by name
select
    mistakes.item_id as subscription_item_id,
    mistakes.subscription_id,
    customer_id, product_id, plan, charge_type, status,
    quantity, unit_amount, discount as discount_percent, currency,
    unit as billing_interval, unit_count as billing_interval_count,
    start_date,
    stamp(if(is_deletion, found_date, entered_date), item_no, 'mistaken')
        as recorded_at,
    is_deletion as is_deleted
from mistakes
inner join items using (item_no),
    (values (false), (true)) as turns (is_deletion)
union all by name
select
    item_id as subscription_item_id, subscription_id, customer_id,
    product_id, charge_type, 'active' as status, unit_amount, currency,
    'month' as billing_interval, 1 as billing_interval_count,
    start_date, end_date, poc_id, recorded_at
from extra_charges;
