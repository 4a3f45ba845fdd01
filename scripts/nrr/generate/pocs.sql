-- Proofs of concept: before a landing, before a later product, and those
-- that led to nothing. What tells them apart is drawn from the outcome, so
-- that criteria agreed first and well-adopted sites convert 70 to 80 %.

create table pocs as
with converted_pocs as (
    select
        line_no * 10 + 1 as poc_no,
        line_no * 100 + 1 as sale_no,
        account_no,
        line_no,
        product_id,
        if(origin = 'landing', 'new_business', 'expansion') as motion,
        start_date as buying_date,
        first_seats as bought_seats,
        true as is_converted
    from lines
    where
        origin in ('landing', 'cross_sell')
        and product_no <= 3
        and line_no % 10 = 1
        and draw(line_no, 'tried') < case origin
            when 'landing' then [0.10, 0.30, 0.58, 0.75][band]
            else [0.12, 0.28, 0.42, 0.50][band]
        end
),

lost_new as (
    -- prospects who tried, and went
    select
        account_no * 1000 + 2 as poc_no,
        account_no * 10000 + 9000 as sale_no,
        account_no,
        null as line_no,
        if(draw(account_no, 'lost product') < 0.8, 'P-MAP', 'P-CARD')
            as product_id,
        'new_business' as motion,
        plus_days(landing_date, 0) as buying_date,
        greatest(5, addressable // 20) as bought_seats,
        false as is_converted
    from accounts
    where
        kind = 'prospect'
        and draw(account_no, 'tried') < [0.45, 0.75, 0.9, 0.95][band]
),

lost_expansion as (
    -- customers who tried another product, and never bought it
    select
        account_no * 1000 + 3,
        account_no * 10000 + 9003,
        account_no,
        null,
        'P-INSIGHT',
        'expansion',
        plus_months(landing_date, pick(account_no, 'lost month', 5, 30))
            as buying_date,
        greatest(5, landing_seats // 4),
        false
    from landings
    where
        kind = 'customer'
        and draw(account_no, 'tried in vain') < [0.10, 0.26, 0.40, 0.45][band]
        and account_no * 100 + 31 not in (select line_no from lines)
        and coalesce(buying_date < leaving_date, true)
),

tried as (
    from converted_pocs
    union all
    from lost_new
    union all
    from lost_expansion
),

dated as (
    select
        *,
        -- a few contracts are signed before the trial is over
        plus_days(
            buying_date,
            if(
                draw(poc_no, 'signed early') < 0.06,
                pick(poc_no, 'overlap', 1, 12), -pick(poc_no, 'gap', 2, 45)
            )
        ) as end_date,
        pick(poc_no, 'length', 28, 92) as planned_days,
        plus_days(
            end_date,
            -planned_days - if(
                draw(poc_no, 'overrun') < 0.3, pick(poc_no, 'over', 5, 30), 0
            )
        ) as start_date
    from tried
)

select
    dated.*,
    format('T{:07d}', poc_no) as poc_id,
    plus_days(start_date, planned_days) as planned_end_date,
    plus_days(
        if(is_converted, least(end_date, buying_date), end_date),
        if(is_converted, -1, pick(poc_no, 'thought', 3, 30))
    ) as decision_date,
    draw(poc_no, 'criteria') < if(is_converted, 0.72, 0.42)
        as has_criteria_first,
    draw(poc_no, 'purpose') < if(is_converted, 0.86, 0.6) as has_purpose,
    draw(poc_no, 'well adopted') < if(is_converted, 0.66, 0.34)
        as has_good_sites,
    draw(poc_no, 'is paid') < 0.12 + 0.08 * band as is_paid,
    -- a few nobody ever closed in the CRM
    not is_converted and draw(poc_no, 'left open') < 0.10 as is_left_open,
    greatest(3, least(bought_seats, ceil(
        bought_seats * (0.15 + 0.35 * draw(poc_no, 'seats'))
    )))::bigint as seats,
    band,
    currency
from dated
inner join accounts using (account_no)
where start_date >= getvariable('first_month') - 60;
