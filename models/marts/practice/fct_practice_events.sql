with events as (
    select * from {{ ref('int_practice_events') }}
),

final as (
    select
        account_id,
        cast(
            row_number() over (
                partition by account_id
                order by event_date, event, is_on_time nulls last
            ) as bigint
        ) as event_number,
        event_date,
        event,
        is_on_time
    from events
)

select * from final
