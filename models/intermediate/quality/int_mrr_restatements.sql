{%- set item_history -%}
    partition by account_id, subscription_item_id, product_id
    order by month
    rows between unbounded preceding and current row
{%- endset -%}
-- Spans of months [from_month, to_month) in which an item was first reported
-- with another MRR than it has now. Of each item one version at most was known
-- at the close of a month: what it was worth is set against what stands now.
with {{ priced_versions(ref('int_item_past_versions')) }},

{{ judged_versions('priced_versions') }},

valued_items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

staged_items as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

past_spans as (
    select
        account_id,
        subscription_item_id,
        product_id,
        mrr as first_mrr,
        0 as restated_mrr,
        case when is_deleted_next and deleted_at is null then 1 else 0 end
            as deleted_versions,
        {{ month_number('mrr_start_date') }} as start_month,
        {{ month_number('ended_date') }} as end_month,
        {{ close_month('known_at') }} as first_close,
        {{ close_month('replaced_at') }} as end_close
    from judged_versions
    where standing = 'live'
),

-- what stands now was not known before it was recorded
late_spans as (
    select
        valued_items.account_id,
        valued_items.subscription_item_id,
        valued_items.product_id,
        0 as first_mrr,
        valued_items.mrr as restated_mrr,
        0 as deleted_versions,
        valued_items.start_month,
        valued_items.end_month,
        cast(null as integer) as first_close,
        {{ close_month(
            'coalesce(staged_items.deleted_at, staged_items.recorded_at)'
        ) }} as end_close
    from valued_items
    inner join staged_items
        on valued_items.subscription_item_id = staged_items.subscription_item_id
),

all_spans as (
    select * from past_spans
    union all
    select * from late_spans
),

dated_spans as (
    select
        *,
        greatest(start_month, coalesce(first_close, start_month))
            as from_month,
        least(
            coalesce(end_month, end_close),
            end_close,
            {{ last_reported_month() }} + 1
        ) as to_month
    from all_spans
    where end_close is not null
),

span_ends as (
    {% for month, sign in [('from_month', ''), ('to_month', '-')] -%}
    select
        account_id,
        subscription_item_id,
        product_id,
        {{ month }} as month,
        {{ sign }}first_mrr as first_change,
        {{ sign }}restated_mrr as restated_change,
        {{ sign }}deleted_versions as deleted_change
    from dated_spans
    where from_month < to_month
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

item_changes as (
    select
        span_ends.account_id,
        span_ends.subscription_item_id,
        span_ends.product_id,
        span_ends.month,
        sum(span_ends.first_change) as first_change,
        sum(span_ends.restated_change) as restated_change,
        sum(span_ends.deleted_change) as deleted_change
    from span_ends
    group by
        span_ends.account_id,
        span_ends.subscription_item_id,
        span_ends.product_id,
        span_ends.month
    having
        sum(span_ends.first_change) <> 0
        or sum(span_ends.restated_change) <> 0
        or sum(span_ends.deleted_change) <> 0
),

item_spans as (
    select
        account_id,
        subscription_item_id,
        product_id,
        month as from_month,
        lead(month) over (
            partition by account_id, subscription_item_id, product_id
            order by month
        ) as to_month,
        sum(first_change) over ({{ item_history }}) as first_mrr,
        sum(restated_change) over ({{ item_history }}) as restated_mrr,
        sum(deleted_change) over ({{ item_history }}) as deleted_versions
    from item_changes
),

final as (
    select
        item_spans.account_id,
        item_spans.subscription_item_id,
        item_spans.product_id,
        item_spans.from_month,
        item_spans.to_month,
        cast(item_spans.first_mrr as {{ type_money() }}) as first_reported_mrr,
        cast(item_spans.restated_mrr as {{ type_money() }}) as restated_mrr,
        cast(
            item_spans.restated_mrr - item_spans.first_mrr
            as {{ type_money() }}
        )
            as mrr_change,
        case
            when item_spans.first_mrr = 0 then 'recorded_late'
            when item_spans.deleted_versions > 0 then 'deleted'
            else 'corrected'
        end as restatement,
        coalesce(staged_items.deleted_at, staged_items.recorded_at)
            as restated_at
    from item_spans
    inner join staged_items
        on item_spans.subscription_item_id = staged_items.subscription_item_id
    where item_spans.first_mrr <> item_spans.restated_mrr
)

select * from final
