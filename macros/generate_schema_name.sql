{#-
DuckDB has a file of its own, in which schemas are named as configured (staging,
marts). Elsewhere the database is shared: nrr_staging, nrr_marts.
-#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if target.type == 'duckdb' -%}
    {{ custom_schema_name or target.schema }}
    {%- else -%}
    {{ [target.schema, custom_schema_name] | select | join('_') }}
    {%- endif -%}
{%- endmacro %}
