-- How each customer starts: product, seats, term, price; and when it leaves.

-- What is sold. 名刺 goes with 地図 or without; the others come later.
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

-- Terms: how often is billed, in months.
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
