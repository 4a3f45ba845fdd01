with months as (
    select * from {{ ref('int_months') }}
),

offsets as (
    {% for offset in range(31) -%}
    select {{ offset }} as day_offset
    {{- ' union all' if not loop.last }}
    {% endfor %}
),

dated_offsets as (
    select
        months.month_end,
        cast({{ dbt.dateadd(
            'day', 'offsets.day_offset', 'months.month'
        ) }} as date) as calendar_day
    from months
    cross join offsets
),

final as (
    select calendar_day
    from dated_offsets
    where calendar_day <= month_end
)

select * from final
