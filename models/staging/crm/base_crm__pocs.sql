{{ staged_rows('crm_pocs') }}
