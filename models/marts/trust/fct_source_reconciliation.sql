-- Rows are counted three ways that know nothing of each other: in raw, by what
-- became of them, and in the list of rejected rows.
{%- set statuses = [
    'not_recurring', 'zero_length', 'never_active', 'paused', 'trial', 'free',
    'intra_month', 'not_started', 'live',
] %}
with rejected_rows as (
    select
        source_table,
        count(*) as row_count
    from {{ ref('fct_rejected_rows') }}
    group by source_table
),

items as (
    select
        {%- for status in statuses %}
        count(case when ledger_status = '{{ status }}' then 1 end)
            as {{ status }}_rows,
        {%- endfor %}
        count(*) as item_rows
    from {{ ref('int_subscription_items_valued') }}
),

raw_counts as (
    {%- for table in raw_contract() %}
    select
        '{{ table }}' as source_table,
        count(*) as row_count
    from ({{ raw(table) }}) as raw_rows
    {{- ' union all' if not loop.last }}
    {%- endfor %}
),

status_counts as (
    {%- for table in raw_contract() %}
    select
        '{{ table }}' as source_table,
        count(case when row_status = 'accepted' then 1 end) as accepted_rows,
        count(case when row_status = 'superseded' then 1 end)
            as superseded_rows,
        count(case when row_status = 'deleted' then 1 end) as deleted_rows,
        count(case when row_status = 'not_yet_known' then 1 end)
            as not_yet_known_rows
    from {{ ref(base_model(table)) }}
    {{- ' union all' if not loop.last }}
    {%- endfor %}
),

counted_tables as (
    select
        raw_counts.source_table,
        raw_counts.row_count - status_counts.not_yet_known_rows as loaded_rows,
        status_counts.accepted_rows,
        status_counts.superseded_rows,
        status_counts.deleted_rows,
        coalesce(rejected_rows.row_count, 0) as rejected_rows,
        status_counts.not_yet_known_rows,
        raw_counts.source_table = 'billing_subscription_items' as is_item_table
    from raw_counts
    inner join status_counts
        on raw_counts.source_table = status_counts.source_table
    left join rejected_rows
        on raw_counts.source_table = rejected_rows.source_table
),

final as (
    select
        counted_tables.source_table,
        counted_tables.loaded_rows,
        counted_tables.accepted_rows,
        counted_tables.superseded_rows,
        counted_tables.deleted_rows,
        counted_tables.rejected_rows,
        counted_tables.loaded_rows = counted_tables.accepted_rows
        + counted_tables.superseded_rows + counted_tables.deleted_rows
        + counted_tables.rejected_rows as is_reconciled,
        {%- for status in statuses %}
        case
            when counted_tables.is_item_table then items.{{ status }}_rows
            else 0
        end as {{ status }}_rows,
        {%- endfor %}
        counted_tables.not_yet_known_rows
    from counted_tables
    cross join items
)

select * from final
