-- One row an item version that stood once and stands no more, with the time it
-- was known: from known_at until replaced_at. A version that a deletion ended
-- first stood without that end. Its columns are those of staging.
with all_rows as (
    select * from {{ ref('base_billing__subscription_items') }}
    where row_status in ('accepted', 'superseded', 'deleted')
),

-- few items have a history: only theirs needs sorting
repeated_items as (
    select subscription_item_id
    from all_rows
    group by subscription_item_id
    having count(*) > 1
),

versions as (
    select
        all_rows.*,
        coalesce(all_rows.is_deleted, false) as is_deletion,
        coalesce(all_rows.recorded_at, cast('1900-01-01' as timestamp))
            as version_at
    from all_rows
    inner join repeated_items
        on all_rows.subscription_item_id = repeated_items.subscription_item_id
),

-- of exact duplicates the first row stands: it is the last to come
succeeded_versions as (
    select
        *,
        lead(version_at) over (
            partition by subscription_item_id
            order by version_at, row_number desc
        ) as next_at,
        lead(is_deletion) over (
            partition by subscription_item_id
            order by version_at, row_number desc
        ) as is_deleted_next,
        min(case when not is_deletion then version_at end) over (
            partition by subscription_item_id
            order by version_at, row_number desc
            rows between 1 following and unbounded following
        ) as next_standing_at
    from versions
),

past_versions as (
    select
        *,
        cast(null as timestamp) as ended_at,
        version_at as known_at,
        next_at as replaced_at
    from succeeded_versions
    where
        not is_deletion
        and next_at is not null

    union all

    select
        *,
        next_at as ended_at,
        next_at as known_at,
        next_standing_at as replaced_at
    from succeeded_versions
    where
        not is_deletion
        and is_deleted_next
        and next_standing_at is not null
),

final as (
    select
        row_number,
        subscription_item_id,
        {{ stated_item_columns() }},
        ended_at as deleted_at,
        known_at,
        replaced_at,
        is_deleted_next
    from past_versions
    where known_at < replaced_at
)

select * from final
