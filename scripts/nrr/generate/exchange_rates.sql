-- Business days, along made-up but likely paths; yen for one unit.
create view raw_exchange_rates as
with anchors as (
    from (
        values
        -- months before the end, yen for a dollar, yen for a euro
        (51, 115.0, 130.0), (47, 124.0, 136.0), (41, 147.0, 145.0),
        (38, 131.0, 141.0), (33, 141.0, 155.0), (29, 150.0, 158.0),
        (26, 143.0, 157.0), (20, 159.0, 171.0), (18, 143.0, 159.0),
        (14, 156.0, 162.0), (11, 144.0, 162.0), (6, 148.0, 173.0),
        (2, 156.0, 183.0), (-1, 155.0, 181.0),
    ) as listed (months_before, usd, eur)
),

segments as (
    select
        plus_months(getvariable('as_of') + 1, -1 - months_before) as from_date,
        lead(from_date) over (order by from_date) as to_date,
        usd, lead(usd) over (order by from_date) as next_usd,
        eur, lead(eur) over (order by from_date) as next_eur
    from anchors
),

days as (
    select
        (plus_months(getvariable('first_month'), -3) + offset_days::integer)
            as rate_date,
        offset_days
    from range(0, 1600) as numbers (offset_days)
),

paths as (
    select
        rate_date,
        offset_days,
        (rate_date - from_date) / (to_date - from_date) as way,
        usd + (next_usd - usd) * way as usd_rate,
        eur + (next_eur - eur) * way as eur_rate
    from days
    inner join segments
        on rate_date >= from_date and rate_date < to_date
    where isodow(rate_date) <= 5
)

select
    rate_date,
    from_currency,
    'JPY' as to_currency,
    round(
        if(from_currency = 'USD', usd_rate, eur_rate)
        * (0.993 + 0.014 * draw(offset_days, from_currency)),
        3
    )::decimal(18, 4) as rate,
    rate_date::timestamp + interval 7 hour as recorded_at,
    null::boolean as is_deleted
from paths
cross join (values ('USD'), ('EUR')) as pairs (from_currency);
