{#- What Snowflake answers to macros/dialect.sql: compiled, never run there. The
session's TIMEZONE has to be UTC. -#}

{% macro snowflake__computed_once() -%} {%- endmacro %}

{% macro snowflake__matches(text, pattern) -%}
    regexp_like({{ text }}, '^({{ pattern }})$')
{%- endmacro %}

{% macro snowflake__trimmed(text) -%}
    trim({{ text }}, '{{ white_space() }}')
{%- endmacro %}

{% macro snowflake__trimmed_end(text, character) -%}
    rtrim({{ text }}, '{{ character }}')
{%- endmacro %}

{% macro snowflake__text_to_timestamp(text, has_offset) -%}
    {%- if has_offset -%}
    cast(convert_timezone(
        'UTC', try_cast({{ text }} as timestamp_tz)
    ) as timestamp_ntz)
    {%- else -%}
    try_cast({{ text }} as timestamp_ntz)
    {%- endif -%}
{%- endmacro %}

{#- Its objects have their keys in an order of their own. -#}
{% macro snowflake__row_json(columns, relation) -%}
    '{'
    {%- for column in columns %}
    || '"{{ column }}":' || coalesce(
        to_json(to_variant({{ relation }}.{{ column }})), 'null'
    )
    {%- if not loop.last %} || ','{% endif %}
    {%- endfor %}
    || '}'
{%- endmacro %}
