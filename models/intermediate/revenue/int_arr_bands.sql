-- The bands of the arr_bands var, as rows.
{%- set bands = var('arr_bands') %}
with final as (
    {% for band in bands -%}
    select
        {{ loop.index0 }} as arr_band_number,
        '{{ band.band }}' as arr_band,
        cast(
            {{ bands[loop.index0 - 1].below if not loop.first else 0 }}
            as {{ type_money() }}
        ) as lower_arr,
        cast({{ band.below | default('null') }} as {{ type_money() }})
            as upper_arr
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from final
