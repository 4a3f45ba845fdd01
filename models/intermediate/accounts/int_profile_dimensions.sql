-- Each profile's value of each dimension, one row a profile and dimension:
-- joining a sum per profile to it gives the sums of every dimension at once.
with profiles as (
    select distinct
        profile_id,
        size_segment,
        industry,
        region,
        cast(acquisition_year as {{ dbt.type_string() }}) as acquisition_year,
        reservation
    from {{ ref('int_account_profiles') }}
),

final as (
    select
        profile_id,
        'all' as dimension,
        'all' as dimension_value
    from profiles
    {% for dimension in account_dimensions() %}
    union all

    select
        profile_id,
        '{{ dimension }}' as dimension,
        {{ dimension }} as dimension_value
    from profiles
    {% endfor -%}
)

select * from final
