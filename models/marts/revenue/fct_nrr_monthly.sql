with account_retention as (
    select * from {{ ref('int_retention_by_account') }}
),

family_retention as (
    select * from {{ ref('int_retention_by_family') }}
),

reserved_retention as (
    select * from {{ ref('int_reserved_retention') }}
),

months as (
    select * from {{ ref('int_months') }}
),

all_retention as (
    select * from account_retention
    union all
    select * from family_retention
),

typed_retention as (
    select
        months.month,
        cast(all_retention.window_months as bigint) as window_months,
        all_retention.dimension,
        all_retention.dimension_value,
        cast(all_retention.opening_accounts as bigint) as opening_accounts,
        cast(
            all_retention.opening_accounts - all_retention.lost_accounts
            as bigint
        ) as retained_accounts,
        cast(all_retention.opening_mrr as {{ type_total() }}) as opening_mrr,
        cast(all_retention.expansion_mrr as {{ type_total() }})
            as expansion_mrr,
        coalesce(
            reserved_retention.reserved_expansion_mrr,
            cast(0 as {{ type_total() }})
        ) as reserved_expansion_mrr,
        cast(all_retention.contraction_mrr as {{ type_total() }})
            as contraction_mrr,
        cast(all_retention.churned_mrr as {{ type_total() }}) as churned_mrr,
        cast(
            all_retention.opening_mrr + all_retention.expansion_mrr
            - all_retention.contraction_mrr - all_retention.churned_mrr
            as {{ type_total() }}
        ) as closing_mrr
    from all_retention
    inner join months
        on all_retention.month_number = months.month_number
    left join reserved_retention
        on
            all_retention.month_number = reserved_retention.month_number
            and all_retention.window_months = reserved_retention.window_months
            and all_retention.dimension = reserved_retention.dimension
            and all_retention.dimension_value
            = reserved_retention.dimension_value
),

final as (
    select
        month,
        window_months,
        dimension,
        dimension_value,
        opening_accounts,
        retained_accounts,
        opening_mrr,
        expansion_mrr,
        reserved_expansion_mrr,
        contraction_mrr,
        churned_mrr,
        closing_mrr,
        {{ ratio('closing_mrr', 'opening_mrr') }} as net_revenue_retention,
        {{ ratio(
            'opening_mrr - contraction_mrr - churned_mrr', 'opening_mrr'
        ) }} as gross_revenue_retention,
        {{ ratio('retained_accounts', 'opening_accounts') }} as logo_retention
    from typed_retention
)

select * from final
