{#- What Spark answers to macros/dialect.sql and contract_types.sql. -#}

{#- It computes a CTE where it is read, whatever it is told. -#}
{% macro spark__computed_once() -%} {%- endmacro %}

{#- In Java `$` stands before a line end, too: nothing at all may follow. -#}
{% macro spark__matches(text, pattern) -%}
    ({{ text }} rlike '^({{ pattern }})(?!(?s:.))')
{%- endmacro %}

{#- A time with an offset has to have seconds. -#}
{% macro spark__text_to_timestamp(text, has_offset) -%}
    {%- if has_offset -%}
    try_cast(regexp_replace(
        {{ text }}, '([ T][0-9]{2}:[0-9]{2})([-+Z]|$)', '$1:00$2'
    ) as timestamp)
    {%- else -%}
    try_cast({{ text }} as timestamp)
    {%- endif -%}
{%- endmacro %}

{% macro spark__row_json(columns, relation) -%}
    to_json(
        named_struct(
            {%- for column in columns %}
            '{{ column }}', {{ relation }}.{{ column }}{{ ',' if not loop.last }}
            {%- endfor %}
        ),
        map('ignoreNullFields', 'false')
    )
{%- endmacro %}

{#- A product keeps 9 decimals of 14: multiplied in whole numbers instead, without
the sign, which is no matter of rounding. -#}
{% macro spark__converted(amount, rate) -%}
    cast(
            {{ units_to_money(divide_rounded(
                whole_units("abs(" ~ amount ~ ")", 4)
                    ~ " * " ~ whole_units(rate, 10),
                '1' ~ '0' * 10
            )) }} * case when {{ amount }} < 0 then -1 else 1 end
            as decimal(18, 4)
        )
{%- endmacro %}

{% macro spark__contract_types() -%}
    {{ return({'varchar': 'string'}) }}
{%- endmacro %}
