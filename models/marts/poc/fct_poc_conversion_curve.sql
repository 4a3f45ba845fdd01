{%- set so_far -%}
    partition by dimension, dimension_value
    order by days_since_start
    rows between unbounded preceding and current row
{%- endset -%}
{%- set endings = ['converted', 'lost', 'censored'] -%}
with durations as (
    select * from {{ ref('int_poc_durations') }}
),

-- day 0 is shown even where nothing ended then: the curve begins there
ends as (
    select
        dimension,
        dimension_value,
        days_since_start,
        ending
    from durations

    union all

    select distinct
        dimension,
        dimension_value,
        cast(0 as bigint) as days_since_start,
        'none' as ending
    from durations
),

daily_ends as (
    select
        {%- for ending in endings %}
        cast(count(case when ending = '{{ ending }}' then 1 end) as bigint)
            as {{ ending }},
        {%- endfor %}
        dimension,
        dimension_value,
        days_since_start
    from ends
    group by
        dimension,
        dimension_value,
        days_since_start
),

-- those that end or are censored on a day are at risk on it
risk_sets as (
    select
        *,
        sum(converted + lost + censored) over (
            partition by dimension, dimension_value
            order by days_since_start desc
            rows between unbounded preceding and current row
        ) as at_risk
    from daily_ends
),

-- a product of shares is the exp of their logarithms' sum, but where one is 0
stays as (
    select
        *,
        case
            when converted < at_risk
                then ln({{ ratio('at_risk - converted', 'at_risk') }})
        end as log_unconverted,
        case
            when converted + lost < at_risk
                then ln({{ ratio('at_risk - converted - lost', 'at_risk') }})
        end as log_open
    from risk_sets
),

survivals as (
    select
        *,
        case
            when
                count(*) over ({{ so_far }})
                = count(log_unconverted) over ({{ so_far }})
                then exp(sum(log_unconverted) over ({{ so_far }}))
            else 0
        end as survival,
        case
            when
                count(*) over ({{ so_far }})
                = count(log_open) over ({{ so_far }})
                then exp(sum(log_open) over ({{ so_far }}))
            else 0
        end as open_share
    from stays
),

-- what of those open until a day ended on it, and how
increments as (
    select
        *,
        coalesce(lag(open_share) over (
            partition by dimension, dimension_value
            order by days_since_start
        ), 1) / at_risk as share_each
    from survivals
),

final as (
    select
        dimension,
        dimension_value,
        days_since_start,
        cast(at_risk as bigint) as at_risk,
        converted,
        lost,
        censored,
        survival,
        open_share,
        sum(share_each * converted) over ({{ so_far }})
            as cumulative_conversion,
        sum(share_each * lost) over ({{ so_far }}) as cumulative_loss
    from increments
)

select * from final
