-- Every policy speaks of the same 12 months and of the company as a whole.
with retention as (
    select * from {{ ref('fct_nrr_monthly') }}
    where dimension = 'all'
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
),

ultimate_parents as (
    select * from {{ ref('int_ultimate_parent_retention') }}
),

headline as (
    select * from retention
    where window_months = 12
),

-- the last 12 months of each month, itself included
year_months as (
    select
        headline.month,
        waterfall.month as flow_month,
        waterfall.expansion_mrr - waterfall.contraction_mrr
        - waterfall.churned_mrr as flow_mrr,
        waterfall.reactivation_mrr,
        monthly.net_revenue_retention as monthly_retention
    from headline
    inner join waterfall
        on
            headline.month >= waterfall.month
            and cast({{ dbt.dateadd('month', -12, 'headline.month') }} as date)
            < waterfall.month
    left join retention as monthly
        on
            waterfall.month = monthly.month
            and monthly.window_months = 1
),

-- a month without an opening has no ratio: then neither has the chain
year_flows as (
    select
        month,
        sum(flow_mrr) as flow_mrr,
        sum(reactivation_mrr) as reactivation_mrr,
        case
            when count(monthly_retention) < 12 then null
            when min(monthly_retention) = 0 then 0
            else exp(sum(ln(nullif(monthly_retention, 0))))
        end as chained_retention,
        case
            when count(monthly_retention) = 12
                then sum(monthly_retention) / 12
        end as average_retention
    from year_months
    group by month
),

policies as (
    select
        headline.month,
        headline.net_revenue_retention as cohort_point_to_point,
        year_flows.chained_retention as monthly_chained,
        year_flows.average_retention as monthly_average,
        {{ ratio(
            'headline.opening_mrr + year_flows.flow_mrr',
            'headline.opening_mrr'
        ) }} as flow_over_opening,
        {{ ratio(
            'headline.opening_mrr + year_flows.flow_mrr'
            ~ ' + year_flows.reactivation_mrr',
            'headline.opening_mrr'
        ) }} as with_reactivation,
        {{ ratio(
            'headline.opening_mrr + headline.expansion_mrr'
            ~ ' - headline.churned_mrr',
            'headline.opening_mrr'
        ) }} as contraction_ignored,
        {{ ratio(
            'headline.closing_mrr - headline.reserved_expansion_mrr',
            'headline.opening_mrr'
        ) }} as organic,
        {{ ratio(
            'headline.opening_mrr + ultimate_parents.net_mrr',
            'headline.opening_mrr'
        ) }} as ultimate_parent
    from headline
    inner join year_flows
        on headline.month = year_flows.month
    inner join ultimate_parents
        on headline.month = ultimate_parents.month
),

final as (
    {% for policy in nrr_policies() -%}
    select
        month,
        '{{ policy }}' as policy,
        {{ policy }} as net_revenue_retention,
        {{ policy }} - cohort_point_to_point as difference_from_headline
    from policies
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from final
