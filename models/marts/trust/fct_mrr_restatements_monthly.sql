{%- set history -%}
    order by months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- Changes of what was restated, summed up: a row an account and month would be
-- most rows where nothing was.
with restatements as (
    select * from {{ ref('int_mrr_restatements') }}
),

months as (
    select * from {{ ref('int_months') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
),

span_ends as (
    select
        account_id,
        from_month as month,
        mrr_change
    from restatements

    union all

    select
        account_id,
        to_month as month,
        -mrr_change as mrr_change
    from restatements
),

account_changes as (
    select
        span_ends.account_id,
        span_ends.month,
        sum(span_ends.mrr_change) as mrr_change
    from span_ends
    group by
        span_ends.account_id,
        span_ends.month
    having sum(span_ends.mrr_change) <> 0
),

account_differences as (
    select
        *,
        sum(mrr_change) over (
            partition by account_id
            order by month
            rows between unbounded preceding and current row
        ) as difference
    from account_changes
),

-- an account joins the restated ones where its difference leaves 0
month_changes as (
    select
        month,
        sum(mrr_change) as mrr_change,
        sum(
            case when difference = mrr_change then 1 else 0 end
            - case when difference = 0 then 1 else 0 end
        ) as accounts_change
    from account_differences
    group by month
),

running_differences as (
    select
        months.month,
        sum(coalesce(month_changes.mrr_change, 0)) over ({{ history }})
            as difference,
        sum(coalesce(month_changes.accounts_change, 0)) over ({{ history }})
            as restated_accounts
    from months
    left join month_changes
        on months.month_number = month_changes.month
),

final as (
    select
        waterfall.month,
        cast(
            waterfall.closing_mrr - running_differences.difference
            as {{ type_total() }}
        ) as first_reported_mrr,
        waterfall.closing_mrr as restated_mrr,
        cast(running_differences.difference as {{ type_total() }})
            as difference,
        cast(running_differences.restated_accounts as bigint)
            as restated_accounts
    from waterfall
    inner join running_differences
        on waterfall.month = running_differences.month
)

select * from final
