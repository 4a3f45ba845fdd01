{{ staged_rows('crm_opportunities') }}
