{#-
Contracts are written in DuckDB's types. Before another engine compares one with
what a model gives, and before it makes the table, types are put into its words.
-#}
{% macro default__get_assert_columns_equivalent(sql) -%}
    {%- set named = {} -%}
    {%- for name, column in model['columns'].items() -%}
        {%- do named.update({name: column.data_type}) -%}
    {%- endfor -%}
    {%- do contract_types_put(named, contract_types()) -%}
    {%- do assert_columns_equivalent(sql) -%}
    {%- do contract_types_put(
        named, dict(contract_types(), **contract_table_types())
    ) -%}
{%- endmacro %}

{#- named: {column: its type in the contract}. -#}
{% macro contract_types_put(named, types) -%}
    {%- for name, type in named.items() -%}
        {%- do model['columns'][name].update({
            'data_type': types.get(type, type)
        }) -%}
    {%- endfor -%}
{%- endmacro %}

{#- {type in a contract: type in a cast} -#}
{% macro contract_types() -%}
    {{ return(adapter.dispatch('contract_types')()) }}
{%- endmacro %}
{% macro default__contract_types() -%} {{ return({}) }} {%- endmacro %}

{#- {type in a contract: type of a table's column}, where it is another. -#}
{% macro contract_table_types() -%}
    {{ return(adapter.dispatch('contract_table_types')()) }}
{%- endmacro %}
{% macro default__contract_table_types() -%} {{ return({}) }} {%- endmacro %}
