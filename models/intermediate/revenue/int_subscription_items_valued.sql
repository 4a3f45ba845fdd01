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
        end as stated_end_date,
        cast(items.deleted_at as date) as deleted_date
    from items
    left join customers
        on items.customer_id = customers.customer_id
    left join rates
        on items.currency = rates.currency
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
    from assigned_items
),

converted_items as (
    select
        *,
        {{ converted('native_mrr', 'rate') }} as mrr,
        -- a deletion ends an item, it does not erase its past
        case
            when deleted_date < stated_end_date or stated_end_date is null
                then deleted_date
            else stated_end_date
        end as ended_date
    from native_items
),

judged_items as (
    select
        *,
        case
            when charge_type <> 'recurring' then 'not_recurring'
            when start_date = end_date then 'zero_length'
            when ended_date <= start_date then 'never_active'
            when status = 'paused' then 'paused'
            when status = 'trialing' and trial_end_date is null then 'trial'
            when ended_date <= mrr_start_date then 'trial'
            when mrr = 0 then 'free'
            else 'live'
        end as standing
    from converted_items
),

{% if var('renewal_grace_days') > 0 -%}
next_starts as (
    select
        ended.subscription_item_id,
        min(started.mrr_start_date) as next_start_date
    from judged_items as ended
    inner join judged_items as started
        on
            ended.customer_id = started.customer_id
            and ended.product_id = started.product_id
            and ended.ended_date <= started.mrr_start_date
            and cast({{ dbt.dateadd(
                'day', var('renewal_grace_days'), 'ended.ended_date'
            ) }} as date) >= started.mrr_start_date
    where
        ended.standing = 'live'
        and started.standing = 'live'
    group by ended.subscription_item_id
),

{% endif -%}
dated_items as (
    select
        judged_items.*,
        {{ 'coalesce(next_starts.next_start_date, judged_items.ended_date)'
            if var('renewal_grace_days') > 0
            else 'judged_items.ended_date' }} as mrr_end_date
    from judged_items
    {%- if var('renewal_grace_days') > 0 %}
    left join next_starts
        on
            judged_items.subscription_item_id
            = next_starts.subscription_item_id
    {%- endif %}
),

monthly_items as (
    select
        *,
        {{ month_number('mrr_start_date') }} as start_month,
        {{ month_number('mrr_end_date') }} as end_month
    from dated_items
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
            when monthly_items.standing <> 'live' then monthly_items.standing
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
