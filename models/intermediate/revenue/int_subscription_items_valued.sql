-- One row an accepted item: whose it is, its MRR, and the months it counts in
-- (start_month included, end_month excluded), or why it never counts.
with items as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

assigned_items as (
    select
        items.*,
        rates.rate,
        coalesce(customers.account_id, 'billing:' || items.customer_id)
            as billing_account_id,
        greatest(
            items.start_date, coalesce(items.trial_end_date, items.start_date)
        ) as mrr_start_date,
        -- a cancellation that names no end took effect when it was recorded
        case
            when items.status = 'canceled' and items.end_date is null
                then coalesce(cast(items.recorded_at as date), items.start_date)
            else items.end_date
        end as ended_date
    from items
    left join customers
        on items.customer_id = customers.customer_id
    left join rates
        on items.currency = rates.currency
),

{% if var('renewal_grace_days') > 0 -%}
next_starts as (
    select
        ended.subscription_item_id,
        min(started.mrr_start_date) as next_start_date
    from assigned_items as ended
    inner join assigned_items as started
        on
            ended.customer_id = started.customer_id
            and ended.product_id = started.product_id
            and ended.ended_date <= started.mrr_start_date
            and cast({{ dbt.dateadd(
                'day', var('renewal_grace_days'), 'ended.ended_date'
            ) }} as date) >= started.mrr_start_date
    where
        ended.ended_date > ended.mrr_start_date
        and started.charge_type = 'recurring'
        and started.status <> 'paused'
    group by ended.subscription_item_id
),

{% endif -%}
dated_items as (
    select
        assigned_items.*,
        {{ 'coalesce(next_starts.next_start_date, assigned_items.ended_date)'
            if var('renewal_grace_days') > 0
            else 'assigned_items.ended_date' }} as mrr_end_date
    from assigned_items
    {%- if var('renewal_grace_days') > 0 %}
    left join next_starts
        on
            assigned_items.subscription_item_id
            = next_starts.subscription_item_id
    {%- endif %}
),

-- whole numbers throughout, so that the one rounding is exact
native_items as (
    select
        *,
        {{ units_to_money(divide_rounded(
            whole_units('coalesce(quantity, 1)', 4)
            ~ " * " ~ whole_units('unit_amount', 8)
            ~ " * " ~ whole_units('(100 - discount_percent)', 4)
            ~ " * " ~ interval_numerator('billing_interval'),
            whole_units('billing_interval_count', 14)
            ~ " * " ~ interval_denominator('billing_interval')
        )) }} as native_mrr
    from dated_items
),

monthly_items as (
    select
        *,
        {{ converted('native_mrr', 'rate') }} as mrr,
        {{ month_number('mrr_start_date') }} as start_month,
        {{ month_number('mrr_end_date') }} as end_month
    from native_items
),

final as (
    select
        monthly_items.subscription_item_id,
        monthly_items.subscription_id,
        monthly_items.customer_id,
        monthly_items.billing_account_id,
        coalesce(
            accounts.ledger_account_id, monthly_items.billing_account_id
        ) as account_id,
        monthly_items.product_id,
        monthly_items.plan,
        monthly_items.charge_type,
        monthly_items.status,
        monthly_items.currency,
        monthly_items.native_mrr,
        monthly_items.mrr,
        monthly_items.quantity as seats,
        monthly_items.start_date,
        monthly_items.end_date,
        monthly_items.mrr_start_date,
        monthly_items.mrr_end_date,
        monthly_items.start_month,
        monthly_items.end_month,
        case
            when monthly_items.charge_type <> 'recurring' then 'not_recurring'
            when monthly_items.start_date = monthly_items.end_date
                then 'zero_length'
            when monthly_items.ended_date <= monthly_items.start_date
                then 'never_active'
            when monthly_items.status = 'paused' then 'paused'
            when
                monthly_items.status = 'trialing'
                and monthly_items.trial_end_date is null
                then 'trial'
            when monthly_items.mrr_end_date <= monthly_items.mrr_start_date
                then 'trial'
            when monthly_items.mrr = 0 then 'free'
            when monthly_items.end_month = monthly_items.start_month
                then 'intra_month'
            when monthly_items.start_month > {{ last_reported_month() }}
                then 'not_started'
            else 'live'
        end as ledger_status
    from monthly_items
    left join accounts
        on monthly_items.billing_account_id = accounts.account_id
)

select * from final
