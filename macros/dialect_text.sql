{#- What engines say of text, and of what text says, each in its own way. -#}

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

{#- One of the words that blanks part, from 1 on; '' where there is none. -#}
{% macro word(text, number) -%}
    {{ return(adapter.dispatch('word')(text, number)) }}
{%- endmacro %}
{% macro default__word(text, number) -%}
    split_part({{ text }}, ' ', {{ number }})
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
