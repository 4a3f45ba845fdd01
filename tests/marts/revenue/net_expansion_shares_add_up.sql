-- Of each dimension the segments' net expansion adds up to the company's, so
-- that what one has more of, another has less.
with segments as (
    select
        month,
        window_months,
        dimension,
        sum(opening_mrr) as opening_mrr,
        sum(net_expansion_mrr) as net_expansion_mrr
    from {{ ref('fct_net_expansion_shares') }}
    group by
        month,
        window_months,
        dimension
),

company as (
    select * from {{ ref('fct_nrr_monthly') }}
    where dimension = 'all'
)

select
    company.month,
    company.window_months,
    segments.dimension,
    segments.opening_mrr,
    segments.net_expansion_mrr
from company
left join segments
    on
        company.month = segments.month
        and company.window_months = segments.window_months
where
    segments.opening_mrr is distinct from company.opening_mrr
    or segments.net_expansion_mrr
    is distinct from company.expansion_mrr - company.contraction_mrr
    - company.churned_mrr
