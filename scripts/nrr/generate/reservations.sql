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
