-- How the reserved part of expansion over each window changes from month to
-- month: never more than the account, or its family, gained.
with states as (
    select * from {{ ref('int_reserved_window_states') }}
),

scopes as (
    select * from {{ ref('int_reserved_scopes') }}
),

reserved_spans as (
    select
        scope_id,
        window_months,
        month,
        next_month,
        least(net_mrr, fulfilled_mrr) as reserved_expansion_mrr,
        {{ arr_band_number('account_opening_mrr') }} as arr_band_number
    from states
    where
        account_opening_mrr > 0
        and net_mrr > 0
        and fulfilled_mrr > 0
),

span_ends as (
    select
        scope_id,
        arr_band_number,
        window_months,
        month,
        reserved_expansion_mrr
    from reserved_spans

    union all

    select
        scope_id,
        arr_band_number,
        window_months,
        next_month as month,
        -reserved_expansion_mrr as reserved_expansion_mrr
    from reserved_spans
    where next_month is not null
),

final as (
    select
        scopes.is_family,
        scopes.product_family,
        scopes.profile_id,
        span_ends.arr_band_number,
        span_ends.window_months,
        span_ends.month,
        cast(
            sum(span_ends.reserved_expansion_mrr) as {{ type_money() }}
        ) as reserved_expansion_mrr
    from span_ends
    inner join scopes
        on span_ends.scope_id = scopes.scope_id
    group by
        scopes.is_family,
        scopes.product_family,
        scopes.profile_id,
        span_ends.arr_band_number,
        span_ends.window_months,
        span_ends.month
)

select * from final
