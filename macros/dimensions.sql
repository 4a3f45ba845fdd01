{#- Attributes of an account by which every revenue mart is cut. -#}
{% macro account_dimensions() -%}
    {{ return([
        'size_segment', 'industry', 'region', 'acquisition_year', 'reservation'
    ]) }}
{%- endmacro %}
