{{ staged_rows('crm_customer_voices') }}
