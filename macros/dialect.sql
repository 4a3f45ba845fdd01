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
{% macro postgres__type_ratio() -%} double precision {%- endmacro %}

{#- Asks the engine to keep a CTE's rows rather than compute them each time. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}
{% macro default__computed_once() -%} materialized {%- endmacro %}
{% macro spark__computed_once() -%} {%- endmacro %}

{#- Quotient of two whole numbers, both positive, rounded down, exactly. -#}
{% macro integer_divide(dividend, divisor) -%}
    {{ return(adapter.dispatch('integer_divide')(dividend, divisor)) }}
{%- endmacro %}
{% macro default__integer_divide(dividend, divisor) -%}
    floor(({{ dividend }}) / ({{ divisor }}))
{%- endmacro %}
{% macro duckdb__integer_divide(dividend, divisor) -%}
    (({{ dividend }}) // ({{ divisor }}))
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

{#- The date that ISO text (YYYY-MM-DD) names; null where there is none. -#}
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
