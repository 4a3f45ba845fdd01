{#- Types as casts name them, which is not the same everywhere. -#}

{#- Decimals, by how many digits they have and how many after the point. -#}
{% macro type_decimal(precision, scale) -%}
    {{ return(adapter.dispatch('type_decimal')(precision, scale)) }}
{%- endmacro %}
{% macro default__type_decimal(precision, scale) -%}
    decimal({{ precision }}, {{ scale }})
{%- endmacro %}

{#- Money of one account, item or step. -#}
{% macro type_money() -%} {{ return(type_decimal(18, 4)) }} {%- endmacro %}

{#- Money added up over many. -#}
{% macro type_total() -%} {{ return(type_decimal(38, 4)) }} {%- endmacro %}

{#- A number with a point, or of more digits than 64 bits hold, exactly. -#}
{% macro decimal_literal(number) -%}
    {{ return(adapter.dispatch('decimal_literal')(number)) }}
{%- endmacro %}
{% macro default__decimal_literal(number) -%} {{ number }} {%- endmacro %}

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
