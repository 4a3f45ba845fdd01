-- What was known of items and still ahead, as changes from month to month: live
-- ones that will end, and ones booked to start that have no end.
with all_rows as (
    select * from {{ ref('base_billing__subscription_items') }}
    where row_status in ('accepted', 'superseded', 'deleted')
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status in ('live', 'not_started', 'never_active')
),

stated_rows as (
    select
        row_number,
        subscription_item_id,
        is_deleted,
        {{ stated_item_columns() }}
    from all_rows
),

-- few items have a history: only theirs needs sorting
repeated_items as (
    select distinct subscription_item_id
    from all_rows
    where row_status in ('superseded', 'deleted')
),

next_versions as (
    select
        all_rows.row_number,
        lead(
            coalesce({{ month_number('all_rows.recorded_at') }}, 0)
        ) over (
            partition by all_rows.subscription_item_id
            order by all_rows.recorded_at nulls first, all_rows.row_number
        ) as next_known_month
    from all_rows
    inner join repeated_items
        on all_rows.subscription_item_id = repeated_items.subscription_item_id
),

versions as (
    select
        row_number,
        subscription_item_id,
        status,
        {{ month_number('recorded_at') }} as known_month,
        {{ month_number(
            'greatest(start_date, coalesce(trial_end_date, start_date))'
        ) }} as start_month,
        {{ month_number('end_date') }} as end_month
    from stated_rows
    where
        not coalesce(is_deleted, false)
        and charge_type = 'recurring'
),

outlooks as (
    select
        items.account_id,
        items.product_id,
        items.mrr,
        items.ledger_status,
        items.start_month as live_from_month,
        coalesce(items.end_month, {{ last_reported_month() }} + 1)
            as live_to_month,
        versions.known_month,
        versions.start_month,
        versions.end_month,
        versions.status in ('active', 'trialing') as is_standing,
        coalesce(
            next_versions.next_known_month, {{ last_reported_month() }} + 1
        ) as next_known_month
    from versions
    inner join items
        on versions.subscription_item_id = items.subscription_item_id
    left join next_versions
        on versions.row_number = next_versions.row_number
    where
        versions.end_month > coalesce(versions.known_month, 0)
        or versions.start_month > coalesce(versions.known_month, 0)
),

-- an end that was never said to be recorded was always known; a start was not:
-- it is known today
spans as (
    select
        account_id,
        product_id,
        greatest(live_from_month, coalesce(known_month, 0)) as from_month,
        least(live_to_month, end_month, next_known_month) as to_month,
        mrr as ending_mrr,
        0 as booked_mrr
    from outlooks
    where
        end_month is not null
        and ledger_status = 'live'

    union all

    select
        account_id,
        product_id,
        coalesce(known_month, {{ last_reported_month() }}) as from_month,
        least(start_month, next_known_month) as to_month,
        0 as ending_mrr,
        mrr as booked_mrr
    from outlooks
    where
        end_month is null
        and is_standing
),

span_ends as (
    select
        account_id,
        product_id,
        from_month as month,
        ending_mrr,
        booked_mrr
    from spans
    where from_month < to_month

    union all

    select
        account_id,
        product_id,
        to_month as month,
        -ending_mrr as ending_mrr,
        -booked_mrr as booked_mrr
    from spans
    where from_month < to_month
),

final as (
    select
        account_id,
        product_id,
        month,
        sum(ending_mrr) as ending_mrr,
        sum(booked_mrr) as booked_mrr
    from span_ends
    where month <= {{ last_reported_month() }}
    group by
        account_id,
        product_id,
        month
)

select * from final
