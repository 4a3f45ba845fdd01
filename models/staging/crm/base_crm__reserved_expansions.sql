{{ staged_rows('crm_reserved_expansions') }}
