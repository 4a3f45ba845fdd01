{#-
The arms of a case over bands given as a var: the first whose `below` is above
the amount, else the last, which has none. A null amount falls through.
-#}
{% macro first_band_that_holds(amount, bands, name) -%}
    {%- for band in bands -%}
    {%- if band.below is defined %}
            when {{ amount }} < {{ band.below }} then '{{ band[name] }}'
    {%- else %}
            when {{ amount }} is not null then '{{ band[name] }}'
    {%- endif -%}
    {%- endfor %}
{%- endmacro %}

{#- The number of the arr_band that an account's MRR puts it in, from 0. -#}
{% macro arr_band_number(mrr) -%}
    case
        {%- for band in var('arr_bands') if band.below is defined %}
        when 12 * cast({{ mrr }} as {{ type_total() }}) < {{ band.below }}
            then {{ loop.index0 }}
        {%- endfor %}
        else {{ var('arr_bands') | length - 1 }}
    end
{%- endmacro %}
