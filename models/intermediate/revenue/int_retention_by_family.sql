{%- set family_history -%}
    partition by
        family_months.family_number, family_months.window_months
    order by family_months.month_number
    rows between unbounded preceding and current row
{%- endset -%}
-- What each window opened with, closed with and lost per product family.
-- Before the calendar holds the opening, figures still run up: the first
-- window that fits has to start from them.
with changes as (
    select * from {{ ref('int_retention_family_changes') }}
),

families as (
    select distinct
        family_number,
        product_family
    from {{ ref('int_products') }}
),

months as (
    select * from {{ ref('int_months') }}
),

family_windows as (
    select distinct
        family_number,
        window_months
    from changes
),

family_months as (
    select
        months.month_number,
        family_windows.family_number,
        family_windows.window_months
    from family_windows
    cross join months
),

running_figures as (
    select
        {%- for figure in retention_family_figures() %}
        sum(coalesce(changes.{{ figure }}, 0)) over ({{ family_history }})
            as {{ figure }},
        {%- endfor %}
        family_months.month_number,
        family_months.family_number,
        family_months.window_months
    from family_months
    left join changes
        on
            family_months.month_number = changes.month
            and family_months.family_number = changes.family_number
            and family_months.window_months = changes.window_months
),

final as (
    select
        running_figures.month_number,
        running_figures.window_months,
        'product_family' as dimension,
        families.product_family as dimension_value,
        running_figures.opening_accounts,
        running_figures.opening_mrr,
        running_figures.closing_mrr - running_figures.opening_mrr
        + running_figures.contraction_mrr + running_figures.churned_mrr
            as expansion_mrr,
        running_figures.contraction_mrr,
        running_figures.churned_mrr,
        running_figures.lost_accounts
    from running_figures
    inner join months
        on
            running_figures.month_number - running_figures.window_months
            = months.month_number
    inner join families
        on running_figures.family_number = families.family_number
)

select * from final
