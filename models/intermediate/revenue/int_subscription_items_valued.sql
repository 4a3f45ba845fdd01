-- One row an accepted item: the months it counts in (start_month included,
-- end_month excluded), or why it never counts. Narrow: it is the longest
-- table on the way; what else an item says is in int_subscription_items_priced.
with items as (
    select * from {{ ref('int_subscription_items_priced') }}
),

dated_items as (
    select
        *,
        greatest(start_date, coalesce(trial_end_date, start_date))
            as mrr_start_date,
        -- a cancellation that names no end took effect when it was recorded
        case
            when status = 'canceled' and end_date is null
                then coalesce(cast(recorded_at as date), start_date)
            else end_date
        end as stated_end_date
    from items
),

-- a deletion ends an item, it does not erase its past
ended_items as (
    select
        *,
        case
            when
                cast(deleted_at as date) < stated_end_date
                or stated_end_date is null
                then cast(deleted_at as date)
            else stated_end_date
        end as ended_date
    from dated_items
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
    from ended_items
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
continued_items as (
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
    from continued_items
),

final as (
    select
        subscription_item_id,
        account_id,
        product_id,
        plan,
        mrr,
        quantity as seats,
        mrr_start_date,
        mrr_end_date,
        start_month,
        end_month,
        case
            when standing <> 'live' then standing
            when end_month = start_month
                then 'intra_month'
            when start_month > {{ last_reported_month() }}
                then 'not_started'
            else 'live'
        end as ledger_status
    from monthly_items
)

select * from final
