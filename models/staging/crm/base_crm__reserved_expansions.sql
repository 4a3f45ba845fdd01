{{ staged_rows(
    'crm_reserved_expansions',
    limits=[(
        'reserved_mrr',
        '12 * cast(checked_rows.reserved_mrr as ' ~ type_ratio() ~ ') * cast('
        ~ 'coalesce(greatest(known_fx_rate.rate, 1), 1) as ' ~ type_ratio()
        ~ ') >= 1e14'
    )],
) }}
