-- started = running + undecided + converted + lost; over quarters and over the
-- values of a dimension every count adds up to that of all PoCs that started.
with conversion as (
    select * from {{ ref('fct_poc_conversion') }}
),

totals as (
    select
        {%- for status in ['running', 'undecided', 'converted', 'lost'] %}
        count(case when status = '{{ status }}' then 1 end) as {{ status }},
        {%- endfor %}
        count(*) as started
    from {{ ref('fct_pocs') }}
    where status <> 'not_started'
),

summed_up as (
    select
        dimension,
        started_quarter = 'all' as is_all_quarters,
        sum(started) as started,
        sum(running) as running,
        sum(undecided) as undecided,
        sum(converted) as converted,
        sum(lost) as lost
    from conversion
    group by
        dimension,
        started_quarter = 'all'
)

select
    'a row' as what,
    dimension,
    dimension_value
from conversion
where
    started <> running + undecided + converted + lost
    or (converted + lost = 0) <> (conversion_rate is null)
    or conversion_rate not between wilson_low and wilson_high
    or wilson_low < 0
    or wilson_high > 1
    or did_not_scale > scale_known
    or scale_known > converted

union all

select
    'a dimension' as what,
    summed_up.dimension,
    cast(null as {{ dbt.type_string() }}) as dimension_value
from summed_up
cross join totals
where
    summed_up.started <> totals.started
    or summed_up.running <> totals.running
    or summed_up.undecided <> totals.undecided
    or summed_up.converted <> totals.converted
    or summed_up.lost <> totals.lost
