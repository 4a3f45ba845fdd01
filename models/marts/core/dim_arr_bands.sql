with bands as (
    select * from {{ ref('int_arr_bands') }}
),

final as (
    select
        arr_band,
        lower_arr,
        upper_arr
    from bands
)

select * from final
