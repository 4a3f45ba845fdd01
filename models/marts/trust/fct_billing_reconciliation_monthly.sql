with billed_changes as (
    select * from {{ ref('int_billed_changes') }}
),

currency_mrr as (
    select * from {{ ref('int_currency_mrr_monthly') }}
),

months as (
    select * from {{ ref('int_months') }}
),

month_changes as (
    select
        currency,
        month_number,
        sum(billed_change) as billed_change
    from billed_changes
    group by
        currency,
        month_number
),

currencies as (
    select currency from month_changes
    {{ union_distinct() }}
    select currency from currency_mrr
),

figures as (
    select
        currencies.currency,
        months.month,
        coalesce(currency_mrr.mrr, 0) as mrr,
        sum(coalesce(month_changes.billed_change, 0)) over (
            partition by currencies.currency
            order by months.month_number
            rows between unbounded preceding and current row
        ) as billed_recurring
    from currencies
    cross join months
    left join month_changes
        on
            currencies.currency = month_changes.currency
            and months.month_number = month_changes.month_number
    left join currency_mrr
        on
            currencies.currency = currency_mrr.currency
            and months.month_number = currency_mrr.month_number
),

final as (
    select
        month,
        currency,
        cast(mrr as {{ type_total() }}) as mrr,
        cast(billed_recurring as {{ type_total() }}) as billed_recurring,
        cast(billed_recurring - mrr as {{ type_total() }}) as difference,
        {{ ratio('billed_recurring - mrr', 'mrr') }} as difference_share
    from figures
)

select * from final
