{{ staged_rows('crm_accounts') }}
