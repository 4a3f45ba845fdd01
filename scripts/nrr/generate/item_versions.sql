-- Every version that billing recorded of an item, and what is no MRR.

-- Orders by mistake: a second item beside the right one, deleted later.
create table mistakes as
select
    item_no,
    'IM' || item_id[2:] as item_id,
    'SM' || subscription_id[2:] as subscription_id,
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
    format('IU{:05d}', account_no) as item_id,
    format('SU{:05d}', account_no) as subscription_id,
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
    format('IP{:07d}', poc_no),
    format('SP{:07d}', poc_no),
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
    select
        line_no as poc_line_no, poc_id,
        draw(poc_no, 'named') < 0.5 as is_named
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
