-- What recurring invoice lines bill, spread evenly over the months at whose end
-- their service runs, as changes from month to month: sparse, as the ledger is.
-- A credit stands in the month it was given, whole.
with lines as (
    select * from {{ ref('stg_billing__invoice_lines') }}
),

recurring_items as (
    select
        valued_items.subscription_item_id,
        valued_items.account_id
    from {{ ref('int_subscription_items_valued') }} as valued_items
    where valued_items.ledger_status <> 'not_recurring'
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

months as (
    select min(month_number) as first_month from {{ ref('int_months') }}
),

recurring_lines as (
    select
        recurring_items.account_id,
        lines.currency,
        coalesce(lines.is_credit_note, false) or lines.amount < 0 as is_credit,
        {{ converted('lines.amount', 'rates.rate') }} as amount,
        {{ month_number('lines.invoice_date') }} as invoice_month,
        {{ month_number(
            'coalesce(lines.service_start_date, lines.invoice_date)'
        ) }} as service_month,
        {{ month_number('lines.service_end_date') }} as service_end_month
    from lines
    inner join recurring_items
        on lines.subscription_item_id = recurring_items.subscription_item_id
    inner join rates
        on lines.currency = rates.currency
),

-- a credit is billed in its month; what it is for lies in the months it names
spans as (
    select
        account_id,
        currency,
        amount,
        service_month as from_month,
        greatest(coalesce(service_end_month - service_month, 1), 1)
            as span_months,
        not is_credit as is_billed,
        true as is_served
    from recurring_lines

    union all

    select
        account_id,
        currency,
        amount,
        invoice_month as from_month,
        1 as span_months,
        true as is_billed,
        false as is_served
    from recurring_lines
    where is_credit
),

month_amounts as (
    select
        *,
        {{ units_to_money(divide_rounded(
            whole_units('abs(amount)', 4), 'span_months'
        )) }} * case when amount < 0 then -1 else 1 end as month_amount
    from spans
),

-- what rounding leaves is billed in the last month
span_ends as (
    {% for month, change in [
        ('from_month', 'month_amount'),
        ('from_month + span_months', '-month_amount'),
        ('from_month + span_months - 1', 'amount - span_months * month_amount'),
        ('from_month + span_months', 'span_months * month_amount - amount'),
    ] -%}
    select
        account_id,
        currency,
        {{ month }} as month_number,
        case when is_billed then {{ change }} else 0 end as billed_change,
        case when is_served then {{ change }} else 0 end as served_change
    from month_amounts
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select
        span_ends.account_id,
        span_ends.currency,
        greatest(span_ends.month_number, months.first_month) as month_number,
        cast(sum(span_ends.billed_change) as {{ type_total() }})
            as billed_change,
        cast(sum(span_ends.served_change) as {{ type_total() }})
            as served_change
    from span_ends
    cross join months
    where span_ends.month_number <= {{ last_reported_month() }}
    group by
        span_ends.account_id,
        span_ends.currency,
        greatest(span_ends.month_number, months.first_month)
)

select * from final
