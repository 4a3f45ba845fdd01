{#-
Drivers that can fulfil a reserved expansion, in the order in which a product's
drivers of one month are taken to fulfil it.
-#}
{% macro reservable_drivers() -%}
    {{ return([
        'seat_expansion', 'plan_upgrade', 'price_increase', 'cross_sell'
    ]) }}
{%- endmacro %}

{#- The same as a list of SQL texts. -#}
{% macro reservable_driver_names() -%}
    '{{ reservable_drivers() | join("', '") }}'
{%- endmacro %}

{#-
What of an amount falls below a limit, where `cumulated` is the amount's own
running sum: each unit counts once, earlier ones first.
-#}
{% macro within_limit(amount, cumulated, limit) -%}
    cast(
        greatest(
            least({{ cumulated }}, {{ limit }}) - ({{ cumulated }} - {{ amount }}),
            0
        ) as {{ type_money() }}
    )
{%- endmacro %}
