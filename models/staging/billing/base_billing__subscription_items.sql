{{ staged_rows(
    'billing_subscription_items',
    derived={'estimated_mrr': estimated_mrr()},
    limits=[(
        'unit_amount',
        '12 * checked_rows.estimated_mrr * cast('
        ~ 'coalesce(greatest(known_fx_rate.rate, 1), 1) as ' ~ type_ratio()
        ~ ') >= 1e14'
    )],
) }}
