{#-
estimated_mrr is for checks alone (is this row's MRR storable; how much is at
stake where it is rejected): a DOUBLE, in the item's own currency. The MRR that
counts is computed exactly in int_subscription_items_valued.
-#}
{%- set estimated_mrr -%}
    cast(coalesce(quantity, 1) as {{ type_ratio() }})
        * cast(unit_amount as {{ type_ratio() }})
        * (100 - cast(coalesce(discount_percent, 0) as {{ type_ratio() }})) / 100
        * ({{ interval_numerator('billing_interval') }})
        / (
            {{ interval_denominator('billing_interval') }}
            * cast(coalesce(billing_interval_count, 1) as {{ type_ratio() }})
        )
{%- endset -%}

{{ staged_rows(
    'billing_subscription_items',
    derived={'estimated_mrr': estimated_mrr},
    limits=[(
        'unit_amount',
        'checked_rows.estimated_mrr * cast('
        ~ 'coalesce(greatest(known_fx_rate.rate, 1), 1) as ' ~ type_ratio()
        ~ ') >= 1e14'
    )],
) }}
