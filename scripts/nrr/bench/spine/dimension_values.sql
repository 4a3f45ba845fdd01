-- Every value of every dimension that an account which ever paid has had.
with bands as (
    select
        case
            when 12 * current_mrr < 1000000 then 'under_1m'
            when 12 * current_mrr < 10000000 then '1m_to_10m'
            when 12 * current_mrr < 100000000 then '10m_to_100m'
            else 'from_100m'
        end as arr_band
    from spine.fct_mrr_movements
    where current_mrr > 0
),

every_value as (
    unpivot spine.accounts
    on size_segment, industry, region, acquisition_year, reservation
    into name dimension value dimension_value
)

select distinct
    dimension,
    dimension_value
from every_value

union all

select distinct
    'arr_band' as dimension,
    arr_band as dimension_value
from bands

union all

select distinct
    'product_family' as dimension,
    product_family as dimension_value
from spine.family_months

union all

select
    'all' as dimension,
    'all' as dimension_value
