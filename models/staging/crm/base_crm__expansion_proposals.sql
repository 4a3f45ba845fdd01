{{ staged_rows('crm_expansion_proposals') }}
