{#-
What differs between engines, once: here, for types in dialect_types.sql and
for text in dialect_text.sql. Every macro has a default that DuckDB runs and
says what another engine has to answer.
-#}

{#- Asks the engine to keep a CTE's rows rather than compute them each time. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}
{% macro default__computed_once() -%} materialized {%- endmacro %}

{#- `union` of which equal rows are one. -#}
{% macro union_distinct() -%}
    {{ return(adapter.dispatch('union_distinct')()) }}
{%- endmacro %}
{% macro default__union_distinct() -%} union {%- endmacro %}

{#- The median of a group, between two values their mean; null of no values. -#}
{% macro median(value) -%}
    {{ return(adapter.dispatch('median')(value)) }}
{%- endmacro %}
{% macro default__median(value) -%}
    percentile_cont(0.5) within group (order by {{ value }})
{%- endmacro %}

{#- Quotient of two whole numbers, both positive, rounded down, exactly: what
is divided leaves no rest, so no engine has anything to round. -#}
{% macro integer_divide(dividend, divisor) -%}
    {{ return(adapter.dispatch('integer_divide')(dividend, divisor)) }}
{%- endmacro %}
{% macro default__integer_divide(dividend, divisor) -%}
    ((({{ dividend }}) - mod({{ dividend }}, {{ divisor }})) / ({{ divisor }}))
{%- endmacro %}
{#-
Dividing 128 bits is slow. Up to 10^15 a DOUBLE is off by less than one: it
guesses, and what the guess leaves over says whether to go one up or down.
-#}
{% macro duckdb__integer_divide(dividend, divisor) -%}
    {%- set guess = 'floor(cast(' ~ dividend ~ ' as double) / cast('
        ~ divisor ~ ' as double))' -%}
    {%- set quotient = 'cast(' ~ guess ~ ' as hugeint)' -%}
    case
            when {{ guess }} < 1e15
                then {{ quotient }} + case
                    when {{ dividend }} < {{ quotient }} * ({{ divisor }}) then -1
                    when {{ dividend }} >= ({{ quotient }} + 1) * ({{ divisor }})
                        then 1
                    else 0
                end
            else ({{ dividend }}) // ({{ divisor }})
        end
{%- endmacro %}

{#- A decimal as a whole number of its smallest unit, 10^-scale. -#}
{% macro whole_units(amount, scale) -%}
    {{ return(adapter.dispatch('whole_units')(amount, scale)) }}
{%- endmacro %}
{% macro default__whole_units(amount, scale) -%}
    cast(
        cast({{ amount }} as decimal(38, {{ scale }})) * 1{{ '0' * scale }}
        as {{ type_wide_integer() }}
    )
{%- endmacro %}
{#-
Where 64 bits hold the amount, and they hold most, its whole part and its
fraction are converted apart: ten times quicker than 128 bits, and as exact.
-#}
{% macro duckdb__whole_units(amount, scale) -%}
    {%- set small = 'try_cast(' ~ amount ~ ' as decimal(17, ' ~ scale ~ '))' -%}
    {%- set fraction = small ~ ' % cast(1 as decimal(1, 0))' -%}
    coalesce(
        cast({{ small }} - {{ fraction }} as hugeint) * 1{{ '0' * scale }}
        + cast({{ fraction }} * 1{{ '0' * scale }} as bigint),
        {{ default__whole_units(amount, scale) }}
    )
{%- endmacro %}

{#- Number of a raw row that its table does not number itself. -#}
{% macro raw_row_number(columns) -%}
    {{ return(adapter.dispatch('raw_row_number')(columns)) }}
{%- endmacro %}
{% macro default__raw_row_number(columns) -%}
    row_number() over (order by {{ columns | join(', ') }})
{%- endmacro %}
{#- DuckDB keeps the order of insertion, which is the order of the file. -#}
{% macro duckdb__raw_row_number(columns) -%}
    row_number() over ()
{%- endmacro %}
