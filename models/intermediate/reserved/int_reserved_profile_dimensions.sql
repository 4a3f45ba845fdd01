-- Dimension values of every profile, those of accounts without MRR so far too:
-- when they were acquired, and whether with a reservation, is not known yet.
with profile_dimensions as (
    select * from {{ ref('int_profile_dimensions') }}
),

unlanded_profiles as (
    select distinct
        profile_id,
        size_segment,
        industry,
        region,
        'unknown' as acquisition_year,
        'unknown' as reservation
    from {{ ref('int_unlanded_profiles') }}
),

final as (
    select
        profile_id,
        dimension,
        dimension_value
    from profile_dimensions
    {% for dimension in account_dimensions() %}
    union all

    select
        profile_id,
        '{{ dimension }}' as dimension,
        {{ dimension }} as dimension_value
    from unlanded_profiles
    {% endfor %}
    union all

    select
        profile_id,
        'all' as dimension,
        'all' as dimension_value
    from unlanded_profiles
)

select * from final
