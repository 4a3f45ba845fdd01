{#- What BigQuery answers to macros/dialect*.sql, money.sql and
contract_types.sql: compiled, never run there. -#}

{#- A cast there names no precision: NUMERIC has 29 digits before the point and
9 after it, BIGNUMERIC 38 and 38. What a column may hold its contract says. -#}
{% macro bigquery__type_decimal(precision, scale) -%}
    {{ 'numeric' if scale <= 9 and precision - scale <= 29 else 'bignumeric' }}
{%- endmacro %}

{#- 0.1 is a FLOAT64, and a whole number an INT64. -#}
{% macro bigquery__decimal_literal(number) -%}
    cast('{{ number }}' as bignumeric)
{%- endmacro %}

{#- Another name of BIGNUMERIC; that it is whole says this one alone. -#}
{% macro bigquery__type_wide_integer() -%} bigdecimal {%- endmacro %}

{% macro bigquery__type_ratio() -%} float64 {%- endmacro %}

{% macro bigquery__computed_once() -%} {%- endmacro %}

{% macro bigquery__union_distinct() -%} union distinct {%- endmacro %}

{#- percentile_cont is a window there, not an aggregate. -#}
{% macro bigquery__median(value) -%}
    {%- set values = 'array_agg(' ~ value ~ ' ignore nulls order by '
        ~ value ~ ')' -%}
    (
            {{ values }}[safe_offset(div((count({{ value }}) - 1), 2))]
            + {{ values }}[safe_offset(div(count({{ value }}), 2))]
        ) / 2
{%- endmacro %}

{% macro bigquery__integer_divide(dividend, divisor) -%}
    div(({{ dividend }}), ({{ divisor }}))
{%- endmacro %}

{% macro bigquery__whole_units(amount, scale) -%}
    cast(
        round(cast({{ amount }} as bignumeric) * 1{{ '0' * scale }}, 0)
        as {{ type_wide_integer() }}
    )
{%- endmacro %}

{#- A decimal's text has no zeros at its end there: none may be cut blindly. -#}
{% macro bigquery__plain_number(amount) -%}
    regexp_replace(
        cast({{ amount }} as string), '([.][0-9]*[1-9])0+$|[.]0*$', '\\1'
    )
{%- endmacro %}

{% macro bigquery__matches(text, pattern) -%}
    regexp_contains({{ text }}, '^({{ pattern }})$')
{%- endmacro %}

{#- A text may not run over the end of a line. -#}
{% macro bigquery__trimmed(text) -%}
    trim({{ text }}, '{{ white_space()
        | replace('\t', '\\t') | replace('\r', '\\r') | replace('\n', '\\n') }}')
{%- endmacro %}

{% macro bigquery__word(text, number) -%}
    coalesce(split({{ text }}, ' ')[safe_offset({{ number - 1 }})], '')
{%- endmacro %}

{% macro bigquery__text_to_date(text) -%}
    safe_cast({{ text }} as date)
{%- endmacro %}

{#- A time has to have seconds there, of no more than 6 decimals, and an offset
a colon. -#}
{% macro bigquery__text_to_timestamp(text, has_offset) -%}
    {%- set time = "regexp_replace(" ~ text
        ~ ", '([.][0-9]{6})[0-9]+', '\\\\1')" -%}
    {%- if has_offset -%}
    {%- set time = "regexp_replace(" ~ time
        ~ ", '([ T][0-9]{2}:[0-9]{2})([-+Z]|$)', '\\\\1:00\\\\2')" -%}
    {%- set time = "regexp_replace(" ~ time
        ~ ", '([-+][0-9]{2})([0-9]{2})$', '\\\\1:\\\\2')" -%}
    {%- endif -%}
    safe_cast({{ time }} as timestamp)
{%- endmacro %}

{% macro bigquery__text_to_decimal(text, precision, scale) -%}
    {%- set number = 'round(safe_cast(' ~ text ~ ' as bignumeric), '
        ~ scale ~ ')' -%}
    case
        when abs({{ number }}) < 1{{ '0' * (precision - scale) }}
            then cast({{ number }} as {{ type_decimal(precision, scale) }})
    end
{%- endmacro %}

{% macro bigquery__row_json(columns, relation) -%}
    to_json_string(struct(
        {%- for column in columns %}
        {{ relation }}.{{ column }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    ))
{%- endmacro %}

{% macro bigquery__contract_types() -%}
    {{ return({
        'bigint': 'int64',
        'boolean': 'bool',
        'decimal(18,4)': 'numeric',
        'decimal(22,8)': 'numeric',
        'decimal(24,10)': 'bignumeric',
        'decimal(38,4)': 'bignumeric',
        'double': 'float64',
        'varchar': 'string',
    }) }}
{%- endmacro %}

{#- What is written to a column is rounded to its decimals. -#}
{% macro bigquery__contract_table_types() -%}
    {{ return({
        'decimal(18,4)': 'numeric(18, 4)',
        'decimal(22,8)': 'numeric(22, 8)',
        'decimal(24,10)': 'bignumeric(24, 10)',
        'decimal(38,4)': 'bignumeric(38, 4)',
    }) }}
{%- endmacro %}
