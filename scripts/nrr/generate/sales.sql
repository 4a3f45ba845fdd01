-- Each sale: landings, later steps, renewals, and those that were lost.
create table sales as
with landing_sales as (
    select
        line_no * 100 + 1 as sale_no,
        account_no,
        line_no,
        1 as version_no,
        if(stay = 1 and origin = 'landing', 'new_business', 'expansion')
            as opportunity_type,
        start_date as sale_date,
        list_price * if(pricing_model = 'flat', 1, first_seats)
        * (100 - discount) / 100 * 12 as amount,
        origin = 'landing' and account_no in (
            select account_no from reservations
        ) as is_landing_reserved,
        reserved_no is not null as is_reserved,
        case
            when origin != 'landing' then [30, 50, 70, 85][band]
            else [35, 75, 120, 160][band]
        end as usual_days,
        band, currency
    from lines
    where pricing_model != 'usage'
),

later_sales as (
    select
        line_no * 100 + version_no as sale_no,
        account_no,
        line_no,
        version_no,
        'expansion' as opportunity_type,
        event_date as sale_date,
        seats_change * list_price * (100 - states.discount) / 100 * 12
            as amount,
        false as is_landing_reserved,
        states.reserved_no is not null as is_reserved,
        [25, 45, 70, 90][band] as usual_days,
        band, currency
    from states
    inner join lines using (line_no)
    where version_no > 1 and seats_change > 0
),

renewals as (
    select
        line_no * 100 + 60 + term as sale_no,
        account_no,
        line_no,
        0 as version_no,
        'renewal' as opportunity_type,
        plus_months(start_date, term_months * term) as sale_date,
        list_price * first_seats * (100 - discount) / 100 * term_months
            as amount,
        false as is_landing_reserved,
        false as is_reserved,
        [30, 45, 60, 60][band] as usual_days,
        band, currency
    from lines, range(1, 5) as numbers (term)
    where
        term_months >= 12 and product_no <= 2 and stay = 1
        and plus_months(start_date, term_months * term)
        < coalesce(end_date, horizon())
),

won_sales as (
    from landing_sales
    union all
    from later_sales
    union all
    from renewals
),

lost_sales as (
    select
        account_no * 10000 + 9000 as sale_no,
        account_no, null as line_no, 0 as version_no,
        'new_business' as opportunity_type,
        landing_date as sale_date,
        addressable * 2500 * 12 * 0.3 as amount,
        false as is_landing_reserved, false as is_reserved,
        [40, 80, 130, 170][band] as usual_days, band, 'JPY' as currency
    from accounts
    where kind = 'prospect'
    union all
    select
        account_no * 10000 + 9000 + attempt,
        account_no, null, 0, 'expansion',
        plus_months(
            landing_date, pick(account_no * 9 + attempt, 'attempt', 3, 44)
        ) as sale_date,
        landing_seats * 2000 * 12 * 0.5,
        false, false, [40, 60, 90, 110][band], band, 'JPY'
    from landings, range(1, 3) as numbers (attempt)
    where
        draw(account_no * 9 + attempt, 'in vain') < 0.35
        and coalesce(sale_date < leaving_date, true)
    union all
    select
        sale_no, account_no, null, 0, 'expansion', plus_days(end_date, 20),
        480000 * band * band, false, false, planned_days + 30, band, 'JPY'
    from pocs
    where motion = 'expansion' and not is_converted
)

select
    *,
    -- what was agreed at the first sale takes little selling later
    greatest(
        3,
        usual_days * (0.55 + 0.9 * draw(sale_no, 'lead'))
        * case
            when is_reserved then 0.35
            when is_landing_reserved then 0.80
            else 1
        end
    )::integer as lead_days,
    plus_days(sale_date, -pick(sale_no, 'closing', 1, 16)) as closed_date,
    plus_days(closed_date, -lead_days) as created_date
from (
    select *, true as is_won from won_sales
    union all
    select *, false from lost_sales
) as all_sales;
