{%- set account_order = 'partition by account_id order by month' -%}
{%- set account_history = account_order
    ~ ' rows between unbounded preceding and current row' -%}
-- What an account pays after each change, until the next: the state holds
-- from month until next_month (excluded; null = to the last reported month).
with changes as (
    select * from {{ ref('int_mrr_changes') }}
),

account_changes as (
    select
        account_id,
        month,
        cast(sum(mrr_change) as {{ type_money() }}) as mrr_change,
        cast(sum(seats_change) as {{ type_money() }}) as seats_change,
        cast(sum(seatless_items_change) as integer) as seatless_items_change
    from changes
    group by
        account_id,
        month
),

running_states as (
    select
        account_id,
        month,
        mrr_change,
        seats_change,
        seatless_items_change,
        sum(mrr_change) over ({{ account_history }}) as current_mrr,
        sum(seats_change) over ({{ account_history }}) as seats,
        sum(seatless_items_change) over ({{ account_history }})
            as seatless_items,
        row_number() over ({{ account_order }}) as change_number,
        lead(month) over ({{ account_order }}) as next_month
    from account_changes
),

final as (
    select
        account_id,
        month,
        next_month,
        change_number = 1 as is_first,
        cast(current_mrr - mrr_change as {{ type_money() }}) as previous_mrr,
        mrr_change,
        cast(current_mrr as {{ type_money() }}) as current_mrr,
        cast(
            case
                when seatless_items - seatless_items_change = 0
                    then seats - seats_change
            end as {{ type_money() }}
        ) as previous_seats,
        cast(
            case when seatless_items = 0 then seats end as {{ type_money() }}
        ) as current_seats
    from running_states
)

select * from final
