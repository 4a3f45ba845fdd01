{#-
Months are counted as whole numbers on the way (year * 12 + month - 1), so
that windows are additions; marts show them as the first day of the month.
-#}
{% macro month_number(date) -%}
    cast(
        extract(year from {{ date }}) * 12 + extract(month from {{ date }}) - 1
        as integer
    )
{%- endmacro %}

{% macro month_date(month_number) -%}
    cast({{ dbt.dateadd(
        'month',
        month_number ~ ' - 1900 * 12',
        "cast('1900-01-01' as date)"
    ) }} as date)
{%- endmacro %}

{#- The date a var names; var_date('constant_fx_date') is as_of_date if "". -#}
{% macro var_date(name) -%}
    cast('{{ var(name) or var("as_of_date") }}' as date)
{%- endmacro %}

{#- Number of the last month that is complete at the end of as_of_date. -#}
{% macro last_reported_month() -%}
    {{ month_number(
        "cast(" ~ dbt.dateadd('day', 1, var_date('as_of_date')) ~ " as date)"
    ) }} - 1
{%- endmacro %}

{#- The fiscal year a month lies in, named after the calendar year it starts in. -#}
{% macro fiscal_year(month_number) -%}
    {%- set fiscal_number -%}
    ({{ month_number }} - {{ var('fiscal_year_start_month') - 1 }})
    {%- endset -%}
    cast(
            ({{ fiscal_number }} - mod({{ fiscal_number }}, 12)) / 12 as bigint
        )
{%- endmacro %}

{#- Number of the first month of the fiscal quarter that a month lies in. -#}
{% macro fiscal_quarter_start(month_number) -%}
    ({{ month_number }}) - mod(
            ({{ month_number }}) - {{ (var('fiscal_year_start_month') - 1) % 3 }}, 3
        )
{%- endmacro %}

{#- The fiscal quarter a month lies in as text, such as 2025-Q3. -#}
{% macro fiscal_quarter_name(month_number) -%}
    {%- set in_year -%}
    mod(({{ month_number }} - {{ var('fiscal_year_start_month') - 1 }}), 12)
    {%- endset -%}
    cast({{ fiscal_year(month_number) }} as {{ dbt.type_string() }})
        || '-Q' || cast(
            cast(({{ in_year }} - mod({{ in_year }}, 3)) / 3 + 1 as bigint)
            as {{ dbt.type_string() }}
        )
{%- endmacro %}

{#- Number of the first month at whose close what came at this time is known. -#}
{% macro close_month(moment) -%}
    {{ month_number('cast(' ~ dbt.dateadd(
        'day', -var('close_lag_days'), 'cast(' ~ moment ~ ' as date)'
    ) ~ ' as date)') }}
{%- endmacro %}
