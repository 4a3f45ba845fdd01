with retention as (
    select * from {{ ref('fct_nrr_monthly') }}
),

company as (
    select
        month,
        window_months,
        opening_mrr,
        closing_mrr
    from retention
    where dimension = 'all'
),

final as (
    select
        retention.month,
        retention.window_months,
        retention.dimension,
        retention.dimension_value,
        retention.opening_accounts,
        retention.opening_mrr,
        {{ ratio('retention.opening_mrr', 'company.opening_mrr') }}
            as opening_share,
        retention.closing_mrr - retention.opening_mrr as net_expansion_mrr,
        {{ ratio(
            'retention.closing_mrr - retention.opening_mrr',
            'company.closing_mrr - company.opening_mrr'
        ) }} as net_expansion_share,
        retention.net_revenue_retention
    from retention
    inner join company
        on
            retention.month = company.month
            and retention.window_months = company.window_months
    where retention.dimension <> 'all'
)

select * from final
