{#-
raw(table): the rows of one raw table as text, wherever they stand: in the
landed folder raw_path, in the warehouse schema raw_schema, or in the seeds.
Columns of the contract that a warehouse table lacks are null, and so is a
table that is not there at all, unless the build cannot do without it.
-#}
{% macro raw(table) %}
{%- set columns = raw_contract()[table]['columns'].keys() | list -%}
{%- if var('raw_path') -%}
    select
        {%- for column in columns %}
        {{ raw_text(column) }} as {{ column }},
        {%- endfor %}
        source_file,
        row_number
    from read_parquet('{{ var("raw_path") }}/{{ table }}.parquet')
{%- elif var('raw_schema') -%}
    {{ raw_from_schema(table, columns) }}
{%- else -%}
    select
        {%- for column in columns %}
        {{ raw_text(column) }} as {{ column }},
        {%- endfor %}
        '{{ table }}.csv' as source_file,
        {{ raw_row_number(columns) }} as row_number
    from {{ ref(table) }}
{%- endif -%}
{% endmacro %}

{% macro raw_from_schema(table, columns) %}
{%- set relation = adapter.get_relation(
    var('raw_database') or target.database, var('raw_schema'), table
) if execute -%}
{%- if execute and not relation and raw_contract()[table]['required'] -%}
    {{ exceptions.raise_compiler_error(
        'No table ' ~ table ~ ' in schema ' ~ var('raw_schema')
        ~ ': the build cannot do without it.'
    ) }}
{%- endif -%}
{%- set found = adapter.get_columns_in_relation(relation)
    | map(attribute='name') | map('lower') | list if relation else [] -%}
{%- set present = columns | select('in', found) | list -%}
    select
        {%- for column in columns %}
        {{ raw_text(column if column in found else 'null') }} as {{ column }},
        {%- endfor %}
        {{ 'source_file' if 'source_file' in found
            else "'" ~ table ~ "'" }} as source_file,
        {{ 'row_number' if 'row_number' in found
            else raw_row_number(present) if present else '0' }} as row_number
    {%- if relation %}
    from {{ relation }}
    {%- else %}
    where 1 = 0
    {%- endif %}
{% endmacro %}
