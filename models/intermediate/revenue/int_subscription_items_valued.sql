-- One row an accepted item: the months it counts in (start_month included,
-- end_month excluded), or why it never counts. Narrow: it is the longest
-- table on the way; what else an item says is in int_subscription_items_priced.
with items as (
    select * from {{ ref('int_subscription_items_priced') }}
),

{{ judged_versions('items') }},

{% if var('renewal_grace_days') > 0 -%}
next_starts as (
    select
        ended.subscription_item_id,
        min(started.mrr_start_date) as next_start_date
    from judged_versions as ended
    inner join judged_versions as started
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
        judged_versions.*,
        {{ 'coalesce(next_starts.next_start_date, judged_versions.ended_date)'
            if var('renewal_grace_days') > 0
            else 'judged_versions.ended_date' }} as mrr_end_date
    from judged_versions
    {%- if var('renewal_grace_days') > 0 %}
    left join next_starts
        on
            judged_versions.subscription_item_id
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
