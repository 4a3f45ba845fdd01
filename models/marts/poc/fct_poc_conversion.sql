{%- set statuses = ['running', 'undecided', 'converted', 'lost'] -%}
{#- 97.5 % of a normal distribution lie below it -#}
{%- set z = 1.959963984540054 -%}
with pocs as (
    select
        *,
        {{ fiscal_quarter_name(month_number('start_date')) }}
            as started_quarter
    from {{ ref('fct_pocs') }}
),

dimensions as (
    select * from {{ ref('int_poc_dimensions') }}
),

cut_pocs as (
    select
        pocs.*,
        dimensions.dimension,
        dimensions.dimension_value
    from pocs
    inner join dimensions
        on pocs.poc_id = dimensions.poc_id
),

quartered_pocs as (
    select
        cut_pocs.*,
        'all' as quarter
    from cut_pocs

    union all

    select
        cut_pocs.*,
        cut_pocs.started_quarter as quarter
    from cut_pocs
),

counted_pocs as (
    select
        {%- for status in statuses %}
        cast(count(case when status = '{{ status }}' then 1 end) as bigint)
            as {{ status }},
        {%- endfor %}
        quarter as started_quarter,
        dimension,
        dimension_value,
        cast(count(*) as bigint) as started,
        {{ median('days_to_conversion') }}
            as median_days_to_conversion,
        cast(count(has_scaled) as bigint) as scale_known,
        cast(count(case when not has_scaled then 1 end) as bigint)
            as did_not_scale,
        {{ median('scale_ratio') }}
            as median_scale_ratio
    from quartered_pocs
    group by
        quarter,
        dimension,
        dimension_value
),

rated_pocs as (
    select
        *,
        cast(nullif(converted + lost, 0) as {{ type_ratio() }}) as decided,
        {{ ratio('converted', 'converted + lost') }} as conversion_rate
    from counted_pocs
),

-- Wilson: the rates from which what was seen is less than 1.96 errors away
wilson_figures as (
    select
        *,
        (conversion_rate + {{ z }} * {{ z }} / (2 * decided))
        / (1 + {{ z }} * {{ z }} / decided) as wilson_middle,
        {{ z }} * sqrt(
            conversion_rate * (1 - conversion_rate) / decided
            + {{ z }} * {{ z }} / (4 * decided * decided)
        ) / (1 + {{ z }} * {{ z }} / decided) as wilson_reach
    from rated_pocs
),

final as (
    select
        started_quarter,
        dimension,
        dimension_value,
        started,
        {%- for status in statuses %}
        {{ status }},
        {%- endfor %}
        conversion_rate,
        {{ ratio('converted', 'started') }} as conversion_rate_of_started,
        -- at rates of 0 and 1 an end is exact but for the rounding of a DOUBLE
        case
            when converted = 0 and lost > 0 then 0
            else wilson_middle - wilson_reach
        end as wilson_low,
        case
            when lost = 0 and converted > 0 then 1
            else wilson_middle + wilson_reach
        end as wilson_high,
        median_days_to_conversion,
        scale_known,
        did_not_scale,
        median_scale_ratio,
        cast({{ var('poc_benchmark_low') }} as {{ type_ratio() }})
            as benchmark_low,
        cast({{ var('poc_benchmark_high') }} as {{ type_ratio() }})
            as benchmark_high
    from wilson_figures
)

select * from final
