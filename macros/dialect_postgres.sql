{#- What PostgreSQL answers to macros/dialect.sql and contract_types.sql. -#}

{% macro postgres__type_ratio() -%} double precision {%- endmacro %}

{% macro postgres__integer_divide(dividend, divisor) -%}
    div({{ dividend }}, {{ divisor }})
{%- endmacro %}

{% macro postgres__text_to_date(text) -%}
    case
        when substr({{ text }}, 6, 2) between '01' and '12'
            then case
                when
                    cast(substr({{ text }}, 9, 2) as integer) between 1
                    and extract(day from (
                        cast(substr({{ text }}, 1, 7) || '-01' as date)
                        + interval '1 month - 1 day'
                    ))
                    then cast({{ text }} as date)
            end
    end
{%- endmacro %}

{#- It would round what is finer than microseconds, and fail on 30 February;
without an offset the time would be one of the session's zone. -#}
{% macro postgres__text_to_timestamp(text, has_offset) -%}
    case
        when ({{ text_to_date("substr(" ~ text ~ ", 1, 10)") }}) is not null
            then cast(
                regexp_replace({{ text }}, '([.][0-9]{6})[0-9]+', '\1')
                || case when {{ text }} ~ ':.*[-+Z]' then '' else 'Z' end
                as timestamptz
            ) at time zone 'UTC'
    end
{%- endmacro %}

{#- Cut to the digits that a number there may have. -#}
{% macro postgres__text_to_decimal(text, precision, scale) -%}
    {%- set number = "cast(substr(" ~ text ~ ", 1, 10000) as numeric)" -%}
    case
        when
            abs({{ number }})
            < 1{{ '0' * (precision - scale) }} - 0.{{ '0' * scale }}5
            then cast({{ number }} as decimal({{ precision }}, {{ scale }}))
    end
{%- endmacro %}

{% macro postgres__row_json(columns, relation) -%}
    '{'
    {%- for column in columns %}
    || '"{{ column }}":' || coalesce(
        cast(to_json({{ relation }}.{{ column }}) as text), 'null'
    )
    {%- if not loop.last %} || ','{% endif %}
    {%- endfor %}
    || '}'
{%- endmacro %}

{#- What is derived from the column is compared so, too. -#}
{% macro postgres__raw_text(column) -%}
    cast({{ column }} as text) collate "C"
{%- endmacro %}

{% macro postgres__lowered(text) -%}
    lower({{ text }} collate "default") collate "C"
{%- endmacro %}

{% macro postgres__contract_types() -%}
    {{ return({'double': 'double precision'}) }}
{%- endmacro %}

{#- Text is ordered byte by byte, as raw_text has it. -#}
{% macro postgres__contract_table_types() -%}
    {{ return({'varchar': 'varchar collate "C"'}) }}
{%- endmacro %}
