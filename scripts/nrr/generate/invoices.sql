-- One line per item and billing period, billed ahead; what is not served of
-- a period is credited when the item ends.
create view raw_billing_invoice_lines as
with billed_items as (
    select
        item_no, item_id, customer_id, currency, end_date,
        coalesce(trial_end_date, start_date) as start_date,
        interval_months,
        (
            coalesce(quantity, 1) * unit_amount * (100 - discount) / 100
        )::decimal(18, 4) as full_amount
    from items
    where
        status = 'active' and items.start_date < known_until()
        and coalesce(
            end_date > coalesce(trial_end_date, items.start_date), true
        )
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

billed_periods as (
    select
        *,
        plus_days(
            period_start,
            -- a few are late
            if(
                draw(item_no * 60 + period, 'is late') < 0.012,
                pick(item_no * 60 + period, 'late', 20, 65), 0
            )
        ) as billed_date
    from periods
    -- and a very few were forgotten
    where draw(item_no * 60 + period, 'forgotten') >= 0.0015
),

lines_due as (
    select
        *,
        item_id || format('-{:02d}', period) as invoice_line_id,
        billed_date as invoice_date,
        full_amount as amount,
        false as is_credit_note
    from billed_periods
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
    from billed_periods
    where end_date < period_end and end_date < known_until()
),

all_lines as (
    select
        invoice_line_id, customer_id, item_id, invoice_date, billed_date,
        period_start, period_end, amount, currency, is_credit_note, item_no
    from lines_due
    union all
    select
        item_id || '-00', customer_id, item_id, start_date, start_date,
        start_date, end_date, unit_amount, currency, false, 0
    from extra_charges
)

select
    invoice_line_id,
    -- a credit stands on the invoice that it corrects
    format('B{}-{}', customer_id[2:], strftime(billed_date, '%y%m'))
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
