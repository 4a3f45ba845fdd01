{#-
What differs between engines, once. Every macro has a default that DuckDB runs
and says what another engine has to answer.
-#}

{#- Whole numbers of up to 38 digits. -#}
{% macro type_wide_integer() -%}
    {{ return(adapter.dispatch('type_wide_integer')()) }}
{%- endmacro %}
{% macro default__type_wide_integer() -%} decimal(38, 0) {%- endmacro %}
{% macro duckdb__type_wide_integer() -%} hugeint {%- endmacro %}

{#- 64-bit floating point: ratios only, never money. -#}
{% macro type_ratio() -%}
    {{ return(adapter.dispatch('type_ratio')()) }}
{%- endmacro %}
{% macro default__type_ratio() -%} double {%- endmacro %}

{#- Asks the engine to keep a CTE's rows rather than compute them each time. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}
{% macro default__computed_once() -%} materialized {%- endmacro %}

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

{#- True where the text matches the regular expression from start to end. -#}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch('matches')(text, pattern)) }}
{%- endmacro %}
{% macro default__matches(text, pattern) -%}
    ({{ text }} ~ '^({{ pattern }})$')
{%- endmacro %}
{% macro duckdb__matches(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{#- White space: blank, tab, line ends, no-break and ideographic space. -#}
{% macro white_space() -%}
    {{ return(' \t\r\n\u00a0\u3000') }}
{%- endmacro %}

{#- Text without white space around it. -#}
{% macro trimmed(text) -%}
    {{ return(adapter.dispatch('trimmed')(text)) }}
{%- endmacro %}
{% macro default__trimmed(text) -%}
    trim(both '{{ white_space() }}' from {{ text }})
{%- endmacro %}
{% macro duckdb__trimmed(text) -%}
    trim({{ text }}, '{{ white_space() }}')
{%- endmacro %}

{#- Text without the given character at its end. -#}
{% macro trimmed_end(text, character) -%}
    {{ return(adapter.dispatch('trimmed_end')(text, character)) }}
{%- endmacro %}
{% macro default__trimmed_end(text, character) -%}
    trim(trailing '{{ character }}' from {{ text }})
{%- endmacro %}
{% macro duckdb__trimmed_end(text, character) -%}
    rtrim({{ text }}, '{{ character }}')
{%- endmacro %}

{#- The date that YYYY-MM-DD (digits, surely) names; null if there is none. -#}
{% macro text_to_date(text) -%}
    {{ return(adapter.dispatch('text_to_date')(text)) }}
{%- endmacro %}
{% macro default__text_to_date(text) -%}
    try_cast({{ text }} as date)
{%- endmacro %}

{#- UTC timestamp of ISO text, which may carry an offset; null if none. -#}
{% macro text_to_timestamp(text, has_offset=true) -%}
    {{ return(adapter.dispatch('text_to_timestamp')(text, has_offset)) }}
{%- endmacro %}
{% macro default__text_to_timestamp(text, has_offset) -%}
    {%- if has_offset -%}
    cast(try_cast({{ text }} as timestamptz) as timestamp)
    {%- else -%}
    try_cast({{ text }} as timestamp)
    {%- endif -%}
{%- endmacro %}

{#- DECIMAL of plain decimal digits; null where they do not fit. -#}
{% macro text_to_decimal(text, precision, scale) -%}
    {{ return(adapter.dispatch('text_to_decimal')(text, precision, scale)) }}
{%- endmacro %}
{% macro default__text_to_decimal(text, precision, scale) -%}
    try_cast({{ text }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{#- One JSON object of named columns, as text, nulls included. -#}
{% macro row_json(columns, relation) -%}
    {{ return(adapter.dispatch('row_json')(columns, relation)) }}
{%- endmacro %}
{% macro default__row_json(columns, relation) -%}
    cast(json_object(
        {%- for column in columns %}
        '{{ column }}', {{ relation }}.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    ) as varchar)
{%- endmacro %}

{#- A raw column as text, which is compared and ordered byte by byte. -#}
{% macro raw_text(column) -%}
    {{ return(adapter.dispatch('raw_text')(column)) }}
{%- endmacro %}
{% macro default__raw_text(column) -%}
    cast({{ column }} as {{ dbt.type_string() }})
{%- endmacro %}

{#- Text in lower case, beyond ASCII too. -#}
{% macro lowered(text) -%}
    {{ return(adapter.dispatch('lowered')(text)) }}
{%- endmacro %}
{% macro default__lowered(text) -%} lower({{ text }}) {%- endmacro %}

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
