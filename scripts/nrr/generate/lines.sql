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
