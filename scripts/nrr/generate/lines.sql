-- What each account buys: its landing, what was reserved at that sale, and
-- one line per product (and per return after a churn).

create table products as
from (
    values
    -- monthly list price in JPY, USD, EUR: of one seat, of the whole, or of
    -- a thousand calls
    (1, 'P-MAP', '地図営業', '地図', 'per_seat', 3000.00, 22.00, 20.00),
    (2, 'P-CARD', '名刺管理', '名刺', 'per_seat', 1400.00, 10.50, 9.50),
    (3, 'P-INSIGHT', '分析オプション', '分析', 'flat', 40000.00, 290.00, 270.00),
    (4, 'P-API', '外部連携API', '連携', 'usage', 800.00, 5.50, 5.00),
) as listed (
    product_no, product_id, product_name, product_family, pricing_model,
    jpy_price, usd_price, eur_price
);

create table intervals as
from (
    values
    (1, 'month', 1, 1), (2, 'quarter', 1, 3), (3, 'month', 6, 6),
    (4, 'year', 1, 12), (5, 'year', 2, 24), (6, 'year', 3, 36),
) as listed (interval_no, unit, unit_count, months);

-- The landing of every customer.
create table landings as
with terms as (
    select
        *,
        if(draw(account_no, 'first product') < 0.80, 1, 2) as product_no,
        case
            when draw(account_no, 'term') < [0.62, 0.34, 0.14, 0.12][band]
                then 1
            when draw(account_no, 'term') < [0.68, 0.46, 0.30, 0.25][band]
                then 2
            when draw(account_no, 'term') < [0.70, 0.50, 0.36, 0.30][band]
                then 3
            when draw(account_no, 'term') < [0.97, 0.92, 0.82, 0.75][band]
                then 4
            when draw(account_no, 'term') < [0.99, 0.97, 0.92, 0.88][band]
                then 5
            else 6
        end as interval_no,
        -- start small: the larger the field force, the smaller the share
        least(
            addressable,
            greatest(
                3,
                round(
                    1.7 * pow(addressable, 0.58)
                    * (0.6 + 0.9 * draw(account_no, 'landing seats'))
                )
            )
        )::bigint as landing_seats,
        case
            when band = 1 then one_of(account_no, 'plan', [1, 1, 2, 2, 2])
            else one_of(account_no, 'plan', [2, 2, 2, 3])
        end as plan_no,
        one_of(account_no, 'discount', [
            [0, 0, 0, 0, 5, 10],
            [0, 0, 5, 10, 10, 15],
            [0, 10, 10, 15, 20, 20],
            [10, 15, 20, 20, 25, 30],
        ][band]) as discount,
        -- the practice of reserving came up over the years
        draw(account_no, 'reserve')
        < reserve_share * (0.55 + 0.6 * landing_date_share) as is_reserved
    from (
        select
            *,
            (landing_date - getvariable('first_month')) / 1461.0
                as landing_date_share
        from accounts
        where kind != 'prospect'
    )
),

stays as (
    select
        terms.*,
        months as term_months,
        -- months until it leaves: a term is served to its end
        greatest(
            1,
            ceil(
                12 * ln(1 - draw(account_no, 'leave')) / ln(1 - leave_share)
                / greatest(months, 2) - 0.35
            )
        )::bigint * greatest(months, 2) as months_to_leave
    from terms
    inner join intervals using (interval_no)
)

select
    * exclude (landing_date_share, months_to_leave),
    ['P-MAP', 'P-CARD'][product_no] as product_id,
    case
        when plus_months(landing_date, months_to_leave) < horizon()
            then plus_months(landing_date, months_to_leave)
    end as leaving_date,
    case
        when leaving_date is not null and draw(account_no, 'return') < 0.18
            then plus_months(leaving_date, pick(account_no, 'away', 2, 9))
    end as return_date
from stays;

-- What one seat (or the whole) costs each account a month.
create table prices as
select
    account_no,
    products.product_no,
    products.product_id,
    pricing_model,
    (
        case currency
            when 'JPY' then jpy_price
            when 'USD' then usd_price
            else eur_price
        end * case pricing_model
            when 'per_seat' then
                [0.8, 1.0, 1.3][plan_no]
                * case
                    when landing_seats >= 500 then 0.72
                    when landing_seats >= 100 then 0.84
                    else 1
                end
            when 'flat' then [1.0, 2.0, 6.0, 15.0][band]
            else 1
        end
    )::decimal(18, 4) as full_price,
    -- yen have no decimals
    case
        when currency = 'JPY' then round(full_price, -1)
        else round(full_price, 2)
    end::decimal(18, 4) as list_price
from landings
cross join products;

-- Steps agreed at the sale, to be taken up later; and what became of them.
create table reservations as
with steps as (
    select
        stepped.*,
        step,
        account_no * 10 + step as reserved_no,
        -- the last of several steps may be another product
        if(
            step > 1 and step = steps and draw(account_no, 'other') < 0.45,
            'cross_sell', 'upsell'
        ) as expansion_kind,
        plus_months(
            landing_date, step * pick(account_no, 'step months', 3, 6)
        ) as planned_date,
        greatest(
            2,
            ceil(landing_seats * (0.2 + 0.35 * draw(reserved_no, 'seats')))
        )::bigint as reserved_seats,
        draw(reserved_no, 'outcome') - 0.12 * (health - 0.5) as luck
    from (
        select *, 1 + mixed(account_no, 'steps') % 3 as steps
        from landings
        where is_reserved
    ) as stepped,
        range(1, 4) as numbers (step)
    where step <= steps
),

outcomes as (
    select
        *,
        if(expansion_kind = 'upsell', product_no, 3 - product_no)
            as reserved_product_no,
        case
            when luck < 0.42 then 'on_time'
            when luck < 0.54 then 'early'
            when luck < 0.74 then 'late'
            when luck < 0.84 then 'in_part'
            when luck < 0.93 then 'not_at_all'
            else 'cancelled'
        end as outcome
    from steps
),

dated as (
    select
        *,
        case outcome
            when 'on_time' then planned_date
            when 'in_part' then planned_date
            when 'early' then plus_months(
                planned_date, -pick(reserved_no, 'early', 1, 2)
            )
            when 'late' then plus_months(
                planned_date, pick(reserved_no, 'late', 1, 5)
            )
        end as take_up_date
    from outcomes
)

select
    reserved_no,
    format('R{:06d}', reserved_no) as reserved_expansion_id,
    account_no,
    expansion_kind,
    reserved_product_no as product_no,
    landing_date,
    plus_days(landing_date, -pick(account_no, 'signed', 1, 14))
        as agreed_date,
    planned_date,
    reserved_seats,
    outcome,
    case
        when leaving_date is null or take_up_date < leaving_date
            then take_up_date
    end as take_up_date,
    case
        when outcome = 'in_part'
            then greatest(
                1, floor(reserved_seats * (0.3 + 0.5 * draw(
                    reserved_no, 'part'
                )))
            )::bigint
        else reserved_seats
    end as taken_seats,
    draw(reserved_no, 'link') < 0.3 as is_linked,
    case
        when outcome = 'cancelled'
            then plus_days(
                planned_date, -pick(reserved_no, 'cancelled', 5, 50)
            )
    end as cancelled_date
from dated;

-- One row per account, product and stay.
create table lines as
with landing_lines as (
    select
        account_no, product_no, 1 as stay, landing_date as start_date,
        leaving_date as end_date, landing_seats as first_seats,
        null::bigint as reserved_no, 'landing' as origin
    from landings
),

return_lines as (
    select
        account_no, product_no, 2, return_date, null,
        greatest(3, ceil(landing_seats * 0.8))::bigint, null, 'return'
    from landings
    where return_date is not null
),

reserved_cross_lines as (
    select
        account_no, reservations.product_no, 1, take_up_date, leaving_date,
        taken_seats, reserved_no, 'cross_sell'
    from reservations
    inner join landings using (account_no)
    where
        reservations.expansion_kind = 'cross_sell'
        and take_up_date is not null
),

cross_starts as (
    -- the other seat product; some land together with the first
    select
        *,
        3 - product_no as cross_product_no,
        if(
            draw(account_no, 'together') < 0.15, 0,
            pick(account_no, 'cross month', 3, 26)
        ) as offset_months
    from landings
    where
        kind = 'customer'
        and draw(account_no, 'cross') < cross_share
        and account_no not in (
            select account_no from reservations
            where expansion_kind = 'cross_sell'
        )
    union all
    -- the flat option
    select *, 3, pick(account_no, 'insight month', 5, 34)
    from landings
    where
        kind = 'customer'
        and draw(account_no, 'insight') < cross_share * 0.75
    union all
    -- the metered interface
    select *, 4, pick(account_no, 'api month', 4, 30)
    from landings
    where
        kind = 'customer' and draw(account_no, 'api') < cross_share * 0.5
),

cross_lines as (
    select
        account_no,
        cross_product_no as product_no,
        1,
        plus_months(landing_date, offset_months) as start_date,
        -- some drop the second product again
        case
            when
                draw(account_no * 10 + cross_product_no, 'drop') < 0.13
                and offset_months > 0
                then least(
                    leaving_date,
                    plus_months(
                        landing_date,
                        offset_months
                        + 12 * pick(account_no, 'drop years', 1, 2)
                    )
                )
            else leaving_date
        end as end_date,
        greatest(
            2,
            ceil(
                landing_seats
                * (0.4 + 0.7 * draw(account_no, 'cross seats'))
            )
        )::bigint,
        null,
        if(offset_months = 0, 'landing', 'cross_sell')
    from cross_starts
),

all_lines as (
    from landing_lines
    union all
    from return_lines
    union all
    from reserved_cross_lines
    union all
    from cross_lines
)

select
    account_no * 100 + all_lines.product_no * 10 + stay as line_no,
    all_lines.*,
    prices.product_id,
    pricing_model,
    -- another office pays for what was bought later, on some accounts
    case
        when
            origin = 'cross_sell'
            and draw(account_no, 'second payer') < 0.10 + 0.12 * band
            then if(all_lines.product_no = 3 and band = 4, 3, 2)
        else 1
    end as payer_no,
    band, health, addressable, grow_share, landings.currency, plan_no,
    landings.is_reserved and origin = 'landing' as is_reserved,
    landings.interval_no,
    term_months,
    case pricing_model when 'usage' then 0 else discount end as discount,
    list_price
from all_lines
inner join landings using (account_no)
inner join prices
    on
        all_lines.account_no = prices.account_no
        and all_lines.product_no = prices.product_no
where
    all_lines.start_date < horizon()
    and (
        all_lines.end_date is null
        or all_lines.end_date > all_lines.start_date
    );
