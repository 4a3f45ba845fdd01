{{ staged_rows('crm_poc_criteria') }}
