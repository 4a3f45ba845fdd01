{#-
Exact money. Amounts are DECIMAL(18, 4) in the reporting currency; whatever is
not a sum is computed in whole numbers and rounded once, half away from zero.
-#}

{#- Quotient of whole numbers (dividend >= 0, divisor > 0), rounded half up. -#}
{% macro divide_rounded(dividend, divisor) -%}
    {{ integer_divide(
        "2 * " ~ dividend ~ " + " ~ divisor, "2 * (" ~ divisor ~ ")"
    ) }}
{%- endmacro %}

{#- A whole number of 0.0001 as money. -#}
{% macro units_to_money(units) -%}
    cast(
        cast({{ units }} as {{ type_decimal(22, 0) }})
        * {{ decimal_literal('0.0001') }} as {{ type_money() }}
    )
{%- endmacro %}

{#-
A DOUBLE of at least 0 as money, rounded half up: engines cast one each in a way
of their own, but agree on its whole number of 0.0001.
-#}
{% macro double_to_money(amount) -%}
    {{ units_to_money("cast(floor(" ~ amount ~ " * 10000 + 0.5) as bigint)") }}
{%- endmacro %}

{#- Money in another currency, rounded to 4 decimals, half away from zero. -#}
{% macro converted(amount, rate) -%}
    {{ return(adapter.dispatch('converted')(amount, rate)) }}
{%- endmacro %}
{% macro default__converted(amount, rate) -%}
    case
            when {{ rate }} = 1 then {{ amount }}
            else cast(round({{ amount }} * {{ rate }}, 4) as {{ type_money() }})
        end
{%- endmacro %}

{#- Ratio of two amounts as DOUBLE; null where there is nothing to divide by. -#}
{% macro ratio(dividend, divisor) -%}
    cast({{ dividend }} as {{ type_ratio() }})
    / nullif(cast({{ divisor }} as {{ type_ratio() }}), 0)
{%- endmacro %}

{#-
Months in one billing interval are denominator / numerator, so an amount a
interval is amount * numerator / denominator a month.
-#}
{% macro interval_numerator(billing_interval) -%}
    case {{ billing_interval }} when 'week' then 52 when 'day' then 365 else 1 end
{%- endmacro %}

{% macro interval_denominator(billing_interval) -%}
    case {{ billing_interval }} when 'month' then 1 when 'quarter' then 3 else 12 end
{%- endmacro %}

{#- A decimal as text, without zeros that say nothing. -#}
{% macro plain_number(amount) -%}
    {{ return(adapter.dispatch('plain_number')(amount)) }}
{%- endmacro %}
{% macro default__plain_number(amount) -%}
    {{ trimmed_end(
        trimmed_end("cast(" ~ amount ~ " as " ~ dbt.type_string() ~ ")", '0'),
        '.'
    ) }}
{%- endmacro %}

{#- Seats as a whole number; null where they are unknown. -#}
{% macro whole_seats(seats) -%}
    cast(round({{ seats }}, 0) as bigint)
{%- endmacro %}

{#-
MRR of an item in its own currency as a DOUBLE, for checks alone (is it
storable; how much is at stake where the row is rejected). The MRR that counts
is computed exactly in int_subscription_items_priced.
-#}
{% macro estimated_mrr() -%}
    cast(coalesce(quantity, 1) as {{ type_ratio() }})
        * cast(unit_amount as {{ type_ratio() }})
        * (100 - cast(coalesce(discount_percent, 0) as {{ type_ratio() }})) / 100
        * ({{ interval_numerator('billing_interval') }})
        / (
            ({{ interval_denominator('billing_interval') }})
            * cast(coalesce(billing_interval_count, 1) as {{ type_ratio() }})
        )
{%- endmacro %}
