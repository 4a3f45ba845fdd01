-- The values whose accounts are compared with each other, numbered: numbers
-- sort faster than text.
with dimension_values as (
    select distinct
        dimension,
        dimension_value,
        cast(null as integer) as family_number
    from {{ ref('int_profile_dimensions') }}

    union all

    select distinct
        'product_family' as dimension,
        product_family as dimension_value,
        family_number
    from {{ ref('int_products') }}
),

final as (
    select
        cast(row_number() over (
            order by dimension, dimension_value
        ) as integer) as group_number,
        dimension,
        dimension_value,
        family_number
    from dimension_values
)

select * from final
