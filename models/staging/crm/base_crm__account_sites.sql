{{ staged_rows('crm_account_sites') }}
