-- How the reserved part of expansion over each window changes from month to
-- month: never more than the account, or its family, gained.
with states as (
    select * from {{ ref('int_reserved_window_states') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

reserved_spans as (
    select
        *,
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
        account_id,
        is_family,
        product_family,
        arr_band_number,
        window_months,
        month,
        reserved_expansion_mrr
    from reserved_spans

    union all

    select
        account_id,
        is_family,
        product_family,
        arr_band_number,
        window_months,
        next_month as month,
        -reserved_expansion_mrr as reserved_expansion_mrr
    from reserved_spans
    where next_month is not null
),

final as (
    select
        span_ends.is_family,
        span_ends.product_family,
        profiles.profile_id,
        span_ends.arr_band_number,
        span_ends.window_months,
        span_ends.month,
        sum(span_ends.reserved_expansion_mrr) as reserved_expansion_mrr
    from span_ends
    inner join profiles
        on span_ends.account_id = profiles.account_id
    group by
        span_ends.is_family,
        span_ends.product_family,
        profiles.profile_id,
        span_ends.arr_band_number,
        span_ends.window_months,
        span_ends.month
)

select * from final
