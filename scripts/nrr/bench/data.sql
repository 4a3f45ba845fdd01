-- A company of getvariable('accounts') accounts with three items each, over the
-- 60 months to March 2026, made set by set from whole numbers (random.sql of
-- nrr.generate): the same rows on any machine.

-- story: what becomes of the account; of the items of all accounts together a
-- third has ended or is known to end.
create table stories as
select
    i as account_number,
    case
        when pick(i, 'story', 0, 19) < 8 then 'grew'
        when pick(i, 'story', 0, 19) < 14 then 'changed'
        when pick(i, 'story', 0, 19) < 16 then 'changed_twice'
        when pick(i, 'story', 0, 19) < 19 then 'left'
        else 'came_back'
    end as story,
    plus_days(
        plus_months(date '2021-04-01', pick(i, 'landing', 0, 49)),
        pick(i, 'day', 0, 27)
    ) as landed_date,
    pick(i, 'first step', 2, 15) as first_step,
    pick(i, 'first step', 2, 15) + pick(i, 'second step', 2, 18) as second_step,
    one_of(i, 'currency', ['JPY', 'JPY', 'JPY', 'USD']) as currency,
    one_of(i, 'interval', ['month', 'quarter', 'year']) as billing_interval,
    one_of(i, 'seats', [5, 8, 20, 45, 120, 400, 1500, 4000])
        + pick(i, 'more seats', 0, 12)
        as seats,
    one_of(i, 'discount', [null, null, null, null, 10, 12.5]) as discount
from range(getvariable('accounts')) as numbers (i);

-- Item 0 lands; item 1 lands beside it, follows it or comes after a gap; item 2
-- is another product, or follows item 1. Steps are months after landing.
create table item_spans as
select
    *,
    3 * account_number + item as item_number,
    case
        when item = 0 then 0
        when item = 2 then if(story = 'grew', first_step, second_step)
        when story = 'grew' then 0
        when story = 'came_back' then first_step + 4
        else first_step
    end as start_step,
    case
        when item = 0 and story <> 'grew' then first_step
        when item = 1 and story in ('changed_twice', 'left') then second_step
        when item = 2 and story = 'left' then second_step + first_step
    end as end_step,
    case
        when item = 0 then 1
        when item = 1 and story = 'grew' then 3
        when item = 1 then 1
        when story in ('changed_twice', 'left') then 1
        else one_of(account_number, 'other product', [2, 3, 4])
    end as product_number,
    -- half of the successions change seats, half the price
    item > 0 and pick(account_number, 'change', 0, 1) = 0 as is_seat_change
from stories
cross join range(3) as items (item);

create table priced_items as
select
    *,
    case
        when product_number = 4 then null
        when is_seat_change
            then 1 + (seats * pick(item_number, 'seat change', 60, 220)) // 100
        else seats
    end as quantity,
    case product_number
        when 1 then 3000
        when 2 then 4500
        when 3 then 1800
        else 120000
    end
    * if(item > 0 and not is_seat_change,
        pick(item_number, 'price change', 90, 125), 100) // 100
    * case billing_interval when 'month' then 1 when 'quarter' then 3 else 12 end
        as price
from item_spans;

create table recorded_items as
select
    item_number,
    'I' || item_number as subscription_item_id,
    'S' || account_number as subscription_id,
    'C' || account_number as customer_id,
    'P' || product_number as product_id,
    one_of(item_number, 'plan', ['ライト', 'スタンダード', 'プロ']) as plan,
    if(pick(item_number, 'charge', 0, 99) = 0, 'one_time', 'recurring')
        as charge_type,
    if(end_step is null, 'active', 'canceled') as status,
    quantity,
    if(currency = 'USD', (price / 150)::decimal(18, 2), price) as unit_amount,
    discount as discount_percent,
    currency,
    billing_interval,
    1 as billing_interval_count,
    plus_months(landed_date, start_step) as start_date,
    plus_months(landed_date, end_step) as end_date,
    if(
        item = 0 and pick(item_number, 'trial', 0, 19) = 0,
        plus_days(landed_date, 14), null
    ) as trial_end_date,
    null as reserved_expansion_id,
    null as poc_id,
    least(
        stamp(plus_months(landed_date, start_step), item_number, 'recorded'),
        timestamp '2026-03-20'
    ) as recorded_at,
    false as is_deleted
from priced_items;

-- One item in a hundred was recorded with other seats before it was corrected,
-- often after the books of its first month were closed; rows stand as they were
-- recorded, so an account's are far apart.
create view raw_billing_subscription_items as
select * exclude (item_number) from recorded_items
union all by name
select
    * exclude (item_number) replace (
        quantity + 1 as quantity,
        recorded_at - interval 45 days as recorded_at
    )
from recorded_items
where pick(item_number, 'corrected', 0, 99) = 0
order by recorded_at, subscription_item_id;

create view raw_billing_customers as
select
    'C' || account_number as customer_id,
    'A' || account_number as account_id,
    '顧客' || account_number as customer_name,
    'JP' as country,
    landed_date as created_date,
    landed_date::timestamp as recorded_at,
    false as is_deleted
from stories;

create view raw_crm_accounts as
select
    'A' || account_number as account_id,
    '会社' || account_number as account_name,
    null as parent_account_id,
    null as merged_into_account_id,
    one_of(
        account_number, 'employees', [null, 80, 200, 900, 2500, 8000, 20000, 50000]
    ) as employee_count,
    seats * 10 as addressable_seats,
    one_of(account_number, 'industry', ['製造', '卸売', '小売', '医療', null])
        as industry,
    one_of(account_number, 'region', ['関東', '関西', '九州']) as region,
    null as size_segment,
    landed_date as created_date,
    landed_date::timestamp as recorded_at,
    false as is_deleted
from stories;

create view raw_billing_products as
from (values
    ('P1', '地図営業', '営業', 'per_seat', null, null),
    ('P2', '名刺管理', '営業', 'per_seat', null, null),
    ('P3', '分析', '分析', 'per_seat', null, null),
    ('P4', '外部連携', '連携', 'flat', null, null)
) as products (
    product_id, product_name, product_family, pricing_model, recorded_at, is_deleted
);

create view raw_exchange_rates as
select
    plus_months(date '2021-04-01', i) as rate_date,
    'USD' as from_currency,
    'JPY' as to_currency,
    (110 + 0.7315 * i)::decimal(18, 4) as rate,
    null as recorded_at,
    null as is_deleted
from range(60) as months (i);

-- One account in five reserved two steps when it landed, for when its items change;
-- its sale and the milestone are known of every account.
create view raw_crm_reserved_expansions as
select
    'R' || account_number || '-' || step as reserved_expansion_id,
    'A' || account_number as account_id,
    'O' || account_number as opportunity_id,
    if(step = 2 and story = 'grew', 'cross_sell', 'upsell') as expansion_kind,
    if(
        step = 2 and story = 'grew',
        'P' || one_of(account_number, 'other product', [2, 3, 4]), 'P1'
    ) as product_id,
    plus_days(landed_date, -7) as agreed_date,
    plus_months(landed_date, if(step = 1, first_step, second_step))
        as planned_start_date,
    null as reserved_seats,
    one_of(account_number, 'reserved', [3000, 15000, 60000, 240000])
        as reserved_mrr,
    'JPY' as currency,
    if(pick(account_number * 2 + step, 'called off', 0, 9) = 0, 'cancelled', 'open')
        as status,
    if(status = 'cancelled', plus_months(landed_date, 2), null) as cancelled_date,
    null as cancel_reason,
    'U1' as owner_id,
    plus_days(landed_date, -7)::timestamp as recorded_at,
    false as is_deleted
from stories
cross join range(1, 3) as steps (step)
where account_number % 5 = 0;

create view raw_crm_opportunities as
select
    'O' || account_number as opportunity_id,
    'A' || account_number as account_id,
    'new_business' as opportunity_type,
    null as stage,
    true as is_closed,
    true as is_won,
    null as amount,
    null as currency,
    plus_days(landed_date, -pick(account_number, 'lead', 20, 200)) as created_date,
    plus_days(landed_date, -5) as closed_date,
    'U' || account_number % 200 as owner_id,
    'ae' as owner_team,
    null as lost_reason,
    plus_days(landed_date, -5)::timestamp as recorded_at,
    false as is_deleted
from stories;

create view raw_crm_milestones as
select
    'A' || account_number as account_id,
    'P1' as product_id,
    'first_value' as milestone,
    plus_days(landed_date, 60) as target_date,
    plus_days(landed_date, pick(account_number, 'value', 10, 120)) as achieved_date,
    plus_days(landed_date, 120)::timestamp as recorded_at,
    false as is_deleted
from stories;
