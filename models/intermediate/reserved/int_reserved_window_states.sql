-- What accounts with a fulfilment gained over each window, and what fulfilled
-- steps in it: of the account as a whole and of its product families.
with scope_changes as (
    select * from {{ ref('int_reserved_scope_changes') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

-- what changes now is the closing; a window later it is the opening
window_changes as (
    select
        scope_changes.account_id,
        scope_changes.is_family,
        scope_changes.product_family,
        windows.window_months,
        scope_changes.month,
        0 as account_opening_mrr,
        scope_changes.mrr as net_mrr,
        scope_changes.fulfilled_mrr
    from scope_changes
    cross join windows

    union all

    select
        scope_changes.account_id,
        scope_changes.is_family,
        scope_changes.product_family,
        windows.window_months,
        scope_changes.month + windows.window_months as month,
        scope_changes.account_mrr as account_opening_mrr,
        -scope_changes.mrr as net_mrr,
        -scope_changes.fulfilled_mrr as fulfilled_mrr
    from scope_changes
    cross join windows
),

monthly_changes as (
    select
        account_id,
        is_family,
        product_family,
        window_months,
        month,
        sum(account_opening_mrr) as account_opening_mrr,
        sum(net_mrr) as net_mrr,
        sum(fulfilled_mrr) as fulfilled_mrr
    from window_changes
    where month <= {{ last_reported_month() }}
    group by
        account_id,
        is_family,
        product_family,
        window_months,
        month
),

final as (
    select
        account_id,
        is_family,
        product_family,
        window_months,
        month,
        lead(month) over (
            partition by account_id, is_family, product_family, window_months
            order by month
        ) as next_month,
        sum(account_opening_mrr) over scope_history as account_opening_mrr,
        sum(net_mrr) over scope_history as net_mrr,
        sum(fulfilled_mrr) over scope_history as fulfilled_mrr
    from monthly_changes
    window scope_history as (
        partition by account_id, is_family, product_family, window_months
        order by month
        rows between unbounded preceding and current row
    )
)

select * from final
