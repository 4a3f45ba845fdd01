{%- set from_lowest -%}
    partition by month_number, group_number
    order by arr
    rows between unbounded preceding and current row
{%- endset -%}
{%- set of_all -%}
    partition by month_number, group_number
    order by arr
    rows between unbounded preceding and unbounded following
{%- endset -%}
-- The levels of ARR of each month, lowest first, with how many accounts stand
-- below each. A view: it is as long as months times levels, and is written
-- nowhere.
{{ config(materialized='view') }}
with levels as (
    select * from {{ ref('int_arr_levels') }}
),

months as (
    select * from {{ ref('int_months') }}
),

monthly_levels as (
    select
        months.month_number,
        levels.group_number,
        levels.arr,
        levels.accounts,
        levels.accounts * levels.arr as level_arr
    from levels
    inner join months
        on
            levels.month <= months.month_number
            and (
                levels.next_month > months.month_number
                or levels.next_month is null
            )
),

-- one order for both frames, so that rows are sorted once
final as (
    select
        month_number,
        group_number,
        arr,
        accounts,
        cast(-accounts + sum(accounts) over ({{ from_lowest }}) as bigint)
            as accounts_below,
        cast(
            -level_arr + sum(level_arr) over ({{ from_lowest }})
            as {{ type_total() }}
        ) as arr_below,
        cast(sum(accounts) over ({{ of_all }}) as bigint) as all_accounts,
        cast(sum(level_arr) over ({{ of_all }}) as {{ type_total() }})
            as all_arr
    from monthly_levels
)

select * from final
