{%- set days_to_loss = dbt.datediff(
    'pocs.start_date', 'pocs.lost_date', 'day'
) -%}
{%- set days_so_far = dbt.datediff(
    'pocs.start_date', var_date('as_of_date'), 'day'
) -%}
-- How long each PoC that has started took to its end, or is open by now.
with pocs as (
    select * from {{ ref('fct_pocs') }}
),

dimensions as (
    select * from {{ ref('int_poc_dimensions') }}
    where dimension in ('all', 'criteria_before_start')
),

final as (
    select
        dimensions.dimension,
        dimensions.dimension_value,
        pocs.poc_id,
        cast(
            case pocs.status
                when 'converted' then pocs.days_to_conversion
                when 'lost' then {{ days_to_loss }}
                else {{ days_so_far }}
            end as bigint
        ) as days_since_start,
        case
            when pocs.status in ('converted', 'lost') then pocs.status
            else 'censored'
        end as ending
    from pocs
    inner join dimensions
        on pocs.poc_id = dimensions.poc_id
)

select * from final
