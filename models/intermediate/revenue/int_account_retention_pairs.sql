{%- set account_history -%}
    partition by account_id
    order by month
    rows between unbounded preceding and current row
{%- endset -%}
-- Dense, and so a view: written nowhere, read for the months asked for.
with states as (
    select * from {{ ref('int_account_mrr_states') }}
),

fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

arr_bands as (
    select * from {{ ref('int_arr_bands') }}
),

months as (
    select * from {{ ref('int_months') }}
),

changes as (
    select
        account_id,
        month,
        mrr_change,
        cast(0 as {{ type_money() }}) as fulfilled_mrr
    from states

    union all

    select
        account_id,
        month,
        cast(0 as {{ type_money() }}) as mrr_change,
        fulfilled_mrr
    from fulfilments
),

monthly_changes as (
    select
        account_id,
        month,
        sum(mrr_change) as mrr_change,
        sum(fulfilled_mrr) as fulfilled_mrr
    from changes
    group by
        account_id,
        month
),

-- what is fulfilled is counted from the account's start, so that the
-- difference of two states is what was fulfilled between them
running_states as (
    select
        account_id,
        month,
        lead(month) over (
            partition by account_id
            order by month
        ) as next_month,
        sum(mrr_change) over ({{ account_history }}) as mrr,
        sum(fulfilled_mrr) over ({{ account_history }}) as fulfilled_mrr
    from monthly_changes
),

account_months as (
    select
        running_states.account_id,
        months.month_number,
        months.month,
        cast(running_states.mrr as {{ type_money() }}) as mrr,
        cast(running_states.fulfilled_mrr as {{ type_money() }})
            as fulfilled_mrr
    from running_states
    inner join months
        on
            running_states.month <= months.month_number
            and (
                running_states.next_month > months.month_number
                or running_states.next_month is null
            )
),

month_pairs as (
    select
        base_months.month_number as base_number,
        base_months.month as base_month,
        months.month_number,
        months.month,
        cast(months.month_number - base_months.month_number as bigint)
            as months_between
    from months as base_months
    inner join months
        on base_months.month_number < months.month_number
),

pairs as (
    select
        opening.account_id,
        month_pairs.base_month,
        month_pairs.month,
        month_pairs.months_between,
        {{ arr_band_number('opening.mrr') }} as arr_band_number,
        opening.mrr as opening_mrr,
        closing.mrr as closing_mrr,
        greatest(closing.mrr - opening.mrr, 0) as expansion_mrr,
        greatest(opening.mrr - closing.mrr, 0) as lost_mrr,
        closing.fulfilled_mrr - opening.fulfilled_mrr as fulfilled_mrr,
        case when closing.mrr > 0 then 1 else 0 end as retained_accounts
    from account_months as opening
    inner join month_pairs
        on opening.month_number = month_pairs.base_number
    inner join account_months as closing
        on
            opening.account_id = closing.account_id
            and month_pairs.month_number = closing.month_number
    where opening.mrr > 0
),

final as (
    select
        pairs.account_id,
        pairs.base_month,
        pairs.month,
        pairs.months_between,
        arr_bands.arr_band,
        pairs.opening_mrr,
        cast(pairs.expansion_mrr as {{ type_money() }}) as expansion_mrr,
        cast(
            least(pairs.expansion_mrr, pairs.fulfilled_mrr)
            as {{ type_money() }}
        ) as reserved_expansion_mrr,
        cast(
            pairs.lost_mrr * pairs.retained_accounts as {{ type_money() }}
        ) as contraction_mrr,
        cast(
            pairs.lost_mrr * (1 - pairs.retained_accounts) as {{ type_money() }}
        ) as churned_mrr,
        pairs.closing_mrr,
        cast(pairs.retained_accounts as bigint) as retained_accounts
    from pairs
    inner join arr_bands
        on pairs.arr_band_number = arr_bands.arr_band_number
)

select * from final
