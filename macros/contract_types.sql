{#-
Contracts are written in DuckDB's types. Before another engine compares one with
what a model gives, and before it makes the table, types are put into its words.
-#}
{% macro default__get_assert_columns_equivalent(sql) -%}
    {%- do contract_types_put(contract_types()) -%}
    {%- do assert_columns_equivalent(sql) -%}
    {%- do contract_types_put(contract_table_types()) -%}
{%- endmacro %}

{% macro contract_types_put(types) -%}
    {%- for column in model['columns'].values() -%}
        {%- do column.update({
            'data_type': types.get(column.data_type, column.data_type)
        }) -%}
    {%- endfor -%}
{%- endmacro %}

{#- {type in a contract: type in a cast} -#}
{% macro contract_types() -%}
    {{ return(adapter.dispatch('contract_types')()) }}
{%- endmacro %}
{% macro default__contract_types() -%} {{ return({}) }} {%- endmacro %}

{#- {type in a cast: type of a table's column} -#}
{% macro contract_table_types() -%}
    {{ return(adapter.dispatch('contract_table_types')()) }}
{%- endmacro %}
{% macro default__contract_table_types() -%} {{ return({}) }} {%- endmacro %}
