-- Retention recomputed the plain way, account by account from the dense mart,
-- for one month a year (the last reported one and those before it).
with account_months as (
    select
        account_months.account_id,
        account_months.mrr,
        months.month_number
    from {{ ref('fct_account_mrr_monthly') }} as account_months
    inner join {{ ref('int_months') }} as months
        on account_months.month = months.month
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

months as (
    select * from {{ ref('int_months') }}
),

profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

arr_bands as (
    select * from {{ ref('dim_arr_bands') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

checked_months as (
    select
        months.month,
        months.month_number,
        windows.window_months
    from months
    cross join windows
    where mod({{ last_reported_month() }} - months.month_number, 12) = 0
),

pairs as (
    select
        checked_months.month,
        checked_months.window_months,
        profiles.profile_id,
        opening.mrr as opening_mrr,
        coalesce(closing.mrr, 0) as closing_mrr
    from checked_months
    inner join account_months as opening
        on
            checked_months.month_number - checked_months.window_months
            = opening.month_number
    inner join profiles
        on opening.account_id = profiles.account_id
    left join account_months as closing
        on
            checked_months.month_number = closing.month_number
            and opening.account_id = closing.account_id
),

labelled_pairs as (
    select
        pairs.*,
        profile_dimensions.dimension,
        profile_dimensions.dimension_value
    from pairs
    inner join profile_dimensions
        on pairs.profile_id = profile_dimensions.profile_id

    union all

    select
        pairs.*,
        'arr_band' as dimension,
        arr_bands.arr_band as dimension_value
    from pairs
    inner join arr_bands
        on
            12 * pairs.opening_mrr >= arr_bands.lower_arr
            and (
                12 * pairs.opening_mrr < arr_bands.upper_arr
                or arr_bands.upper_arr is null
            )
),

recomputed as (
    select
        month,
        window_months,
        dimension,
        dimension_value,
        count(*) as opening_accounts,
        count(case when closing_mrr > 0 then 1 end) as retained_accounts,
        sum(opening_mrr) as opening_mrr,
        sum(greatest(closing_mrr - opening_mrr, 0)) as expansion_mrr,
        sum(closing_mrr) as closing_mrr,
        sum(least(opening_mrr, closing_mrr)) as kept_mrr,
        coalesce(sum(case when closing_mrr = 0 then opening_mrr end), 0)
            as churned_mrr
    from labelled_pairs
    group by
        month,
        window_months,
        dimension,
        dimension_value
),

published as (
    select retention.*
    from {{ ref('fct_nrr_monthly') }} as retention
    inner join checked_months
        on
            retention.month = checked_months.month
            and retention.window_months = checked_months.window_months
    where
        retention.opening_accounts > 0
        and retention.dimension <> 'product_family'
)

select
    coalesce(recomputed.month, published.month) as month,
    coalesce(recomputed.window_months, published.window_months)
        as window_months,
    coalesce(recomputed.dimension, published.dimension) as dimension,
    coalesce(recomputed.dimension_value, published.dimension_value)
        as dimension_value
from recomputed
full outer join published
    on
        recomputed.month = published.month
        and recomputed.window_months = published.window_months
        and recomputed.dimension = published.dimension
        and recomputed.dimension_value = published.dimension_value
where
    recomputed.opening_accounts is distinct from published.opening_accounts
    or recomputed.retained_accounts is distinct from published.retained_accounts
    or recomputed.opening_mrr is distinct from published.opening_mrr
    or recomputed.expansion_mrr is distinct from published.expansion_mrr
    or recomputed.churned_mrr is distinct from published.churned_mrr
    or recomputed.closing_mrr is distinct from published.closing_mrr
    or recomputed.kept_mrr is distinct from published.opening_mrr
    - published.contraction_mrr - published.churned_mrr
