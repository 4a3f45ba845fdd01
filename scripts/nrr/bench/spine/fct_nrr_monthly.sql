with cut_windows as (
    select
        month_number,
        window_months,
        case
            when grouping(size_segment) = 0 then 'size_segment'
            when grouping(industry) = 0 then 'industry'
            when grouping(region) = 0 then 'region'
            when grouping(acquisition_year) = 0 then 'acquisition_year'
            when grouping(reservation) = 0 then 'reservation'
            when grouping(arr_band) = 0 then 'arr_band'
            else 'all'
        end as dimension,
        coalesce(
            size_segment, industry, region, acquisition_year, reservation,
            arr_band, 'all'
        ) as dimension_value,
        sum(opening_accounts) as opening_accounts,
        sum(retained_accounts) as retained_accounts,
        sum(opening_mrr) as opening_mrr,
        sum(expansion_mrr) as expansion_mrr,
        sum(contraction_mrr) as contraction_mrr,
        sum(churned_mrr) as churned_mrr
    from spine.account_windows
    group by grouping sets (
        (month_number, window_months),
        (month_number, window_months, size_segment),
        (month_number, window_months, industry),
        (month_number, window_months, region),
        (month_number, window_months, acquisition_year),
        (month_number, window_months, reservation),
        (month_number, window_months, arr_band)
    )

    union all

    select
        month_number,
        window_months,
        'product_family' as dimension,
        product_family as dimension_value,
        opening_accounts,
        retained_accounts,
        opening_mrr,
        expansion_mrr,
        contraction_mrr,
        churned_mrr
    from spine.family_windows
),

-- a value has a row in every month whose window fits the calendar
scaffold as (
    select
        months.month_number,
        months.month,
        windows.window_months,
        dimension_values.dimension,
        dimension_values.dimension_value
    from spine.dimension_values
    cross join spine.months
    inner join (values (1), (3), (12)) as windows (window_months)
        on windows.window_months <= months.months_before
),

filled as (
    select
        scaffold.month,
        scaffold.window_months,
        scaffold.dimension,
        scaffold.dimension_value,
        coalesce(opening_accounts, 0) as opening_accounts,
        coalesce(retained_accounts, 0) as retained_accounts,
        coalesce(opening_mrr, 0) as opening_mrr,
        coalesce(expansion_mrr, 0) as expansion_mrr,
        coalesce(contraction_mrr, 0) as contraction_mrr,
        coalesce(churned_mrr, 0) as churned_mrr,
        coalesce(
            opening_mrr + expansion_mrr - coalesce(contraction_mrr, 0)
            - coalesce(churned_mrr, 0), 0
        ) as closing_mrr
    from scaffold
    left join cut_windows
        using (month_number, window_months, dimension, dimension_value)
)

select
    *,
    cast(closing_mrr as double) / nullif(cast(opening_mrr as double), 0)
        as net_revenue_retention,
    cast(opening_mrr - contraction_mrr - churned_mrr as double)
    / nullif(cast(opening_mrr as double), 0) as gross_revenue_retention,
    cast(retained_accounts as double)
    / nullif(cast(opening_accounts as double), 0) as logo_retention
from filled
