-- Who pays, what is sold, what was billed, and at which rates.

create view raw_billing_products as
select
    product_id, product_name, product_family, pricing_model,
    (getvariable('first_month') - 40)::timestamp as recorded_at,
    null::boolean as is_deleted
from products;

create view raw_billing_customers as
select distinct on (customer_id)
    customer_id,
    -- a few were never matched with the CRM
    case
        when draw(account_no, 'unmatched') >= 0.008 then account_id
    end as account_id,
    account_name || case payer_no
        when '2' then ' 西日本支社'
        when '3' then ' 情報システム部'
        else ''
    end as customer_name,
    country,
    first_date as created_date,
    stamp(first_date, account_no, 'customer') as recorded_at,
    null::boolean as is_deleted
from (
    select
        customer_id, customer_id.split('-')[2] as payer_no,
        min(recorded_at)::date as first_date,
        customer_id[2:].split('-')[1]::bigint as account_no
    from (
        select customer_id, recorded_at from items
        union all
        select customer_id, recorded_at from extra_charges
    ) as payers
    group by all
) as first_days
inner join accounts using (account_no)
inner join account_names using (account_no);

-- One line per item and billing period, billed ahead; what is not served of
-- a period is credited when the item ends.
create view raw_billing_invoice_lines as
with billed_items as (
    select
        item_no, item_id, customer_id, currency, start_date, end_date,
        interval_months,
        (
            coalesce(quantity, 1) * unit_amount * (100 - discount) / 100
        )::decimal(18, 4) as full_amount
    from items
    where
        status = 'active' and start_date < known_until()
        and coalesce(end_date > start_date, true)
        and trial_end_date is null
),

periods as (
    select
        *,
        plus_months(start_date, interval_months * period) as period_start,
        plus_months(start_date, interval_months * (period + 1))
            as period_end
    from billed_items,
        range(
            0,
            1 + date_diff(
                'month', start_date,
                least(
                    coalesce(end_date - 1, getvariable('as_of')),
                    getvariable('as_of')
                )
            ) // interval_months
        ) as numbers (period)
    where
        plus_months(start_date, interval_months * period)
        < coalesce(end_date, known_until())
),

lines_due as (
    select
        *,
        item_id || format('-{:02d}', period) as invoice_line_id,
        plus_days(
            period_start,
            -- a few are late
            if(
                draw(item_no * 60 + period, 'is late') < 0.012,
                pick(item_no * 60 + period, 'late', 20, 65), 0
            )
        ) as invoice_date,
        full_amount as amount,
        false as is_credit_note
    from periods
    -- and a very few were forgotten
    where draw(item_no * 60 + period, 'forgotten') >= 0.0015
    union all by name
    select
        * exclude (period_start),
        end_date as period_start,
        item_id || format('-{:02d}C', period) as invoice_line_id,
        plus_days(
            end_date,
            if(
                draw(item_no, 'late credit') < 0.15,
                pick(item_no, 'credit days', 30, 90), 0
            )
        ) as invoice_date,
        -full_amount * (period_end - end_date)
        / (period_end - period_start) as amount,
        true as is_credit_note
    from periods
    where end_date < period_end and end_date < known_until()
),

all_lines as (
    select
        invoice_line_id, customer_id, item_id, invoice_date, period_start,
        period_end, amount, currency, is_credit_note, item_no
    from lines_due
    union all
    select
        item_id || '-00', customer_id, item_id, start_date, start_date,
        end_date, unit_amount, currency, false, 0
    from extra_charges
)

select
    invoice_line_id,
    format('B{}-{}', customer_id[2:], strftime(invoice_date, '%y%m'))
        as invoice_id,
    customer_id,
    item_id as subscription_item_id,
    invoice_date,
    period_start as service_start_date,
    period_end as service_end_date,
    round(amount, if(currency = 'JPY', 0, 2))::decimal(18, 4) as amount,
    currency,
    is_credit_note,
    stamp(invoice_date, item_no, 'billed') as recorded_at,
    null::boolean as is_deleted
from all_lines;

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
