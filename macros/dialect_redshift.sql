{#- What Redshift answers to macros/dialect.sql where PostgreSQL's answer is not
its own: compiled, never run there. -#}

{% macro redshift__computed_once() -%} {%- endmacro %}

{% macro redshift__integer_divide(dividend, divisor) -%}
    {{ default__integer_divide(dividend, divisor) }}
{%- endmacro %}

{% macro redshift__raw_text(column) -%}
    cast({{ column }} as varchar(65535))
{%- endmacro %}

{% macro redshift__lowered(text) -%} lower({{ text }}) {%- endmacro %}

{% macro redshift__text_to_date(text) -%}
    case
        when substr({{ text }}, 6, 2) between '01' and '12'
            then case
                when
                    cast(substr({{ text }}, 9, 2) as integer) between 1
                    and extract(day from last_day(
                        cast(substr({{ text }}, 1, 7) || '-01' as date)
                    ))
                    then cast({{ text }} as date)
            end
    end
{%- endmacro %}

{% macro redshift__row_json(columns, relation) -%}
    '{'
    {%- for column in columns %}
    || '"{{ column }}":' || coalesce(
        json_serialize(cast({{ relation }}.{{ column }} as super)), 'null'
    )
    {%- if not loop.last %} || ','{% endif %}
    {%- endfor %}
    || '}'
{%- endmacro %}

{% macro redshift__contract_table_types() -%} {{ return({}) }} {%- endmacro %}

{#- A number without a precision has no decimals there, and what does not fit is an
error: what stands before the point is measured first. -#}
{% macro redshift__text_to_decimal(text, precision, scale) -%}
    {%- set whole = "ltrim(split_part(" ~ text ~ ", '.', 1), '+-0')" -%}
    {%- set number = "cast(" ~ text ~ " as decimal(38, " ~ scale ~ "))" -%}
    case
        when length({{ whole }}) <= {{ precision - scale }}
            then case
                when abs({{ number }}) < 1{{ '0' * (precision - scale) }}
                    then cast({{ number }} as decimal({{ precision }}, {{ scale }}))
            end
    end
{%- endmacro %}
