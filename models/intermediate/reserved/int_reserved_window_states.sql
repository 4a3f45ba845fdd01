{%- set scope_history -%}
    partition by scope_id, window_months
    order by month
    range between unbounded preceding and current row
{%- endset -%}
-- What each scope gained over each window, and what fulfilled steps in it.
with scope_changes as (
    select * from {{ ref('int_reserved_scope_changes') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

-- what changes now is the closing; a window later it is the opening
window_changes as (
    select
        scope_changes.scope_id,
        windows.window_months,
        scope_changes.month,
        cast(0 as {{ type_money() }}) as account_opening_mrr,
        scope_changes.mrr as net_mrr,
        scope_changes.fulfilled_mrr
    from scope_changes
    cross join windows

    union all

    select
        scope_changes.scope_id,
        windows.window_months,
        scope_changes.month + windows.window_months as month,
        scope_changes.account_mrr as account_opening_mrr,
        -scope_changes.mrr as net_mrr,
        -scope_changes.fulfilled_mrr as fulfilled_mrr
    from scope_changes
    cross join windows
    where
        scope_changes.month + windows.window_months
        <= {{ last_reported_month() }}
),

running_states as (
    select
        scope_id,
        window_months,
        month,
        lead(month) over (
            partition by scope_id, window_months
            order by month
        ) as next_month,
        cast(
            sum(account_opening_mrr) over ({{ scope_history }})
            as {{ type_money() }}
        ) as account_opening_mrr,
        cast(
            sum(net_mrr) over ({{ scope_history }}) as {{ type_money() }}
        ) as net_mrr,
        cast(
            sum(fulfilled_mrr) over ({{ scope_history }}) as {{ type_money() }}
        ) as fulfilled_mrr
    from window_changes
),

-- two changes of one month have one state, and the first of them no span
final as (
    select *
    from running_states
    where next_month > month or next_month is null
)

select * from final
