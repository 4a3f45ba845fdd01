{{ staged_rows('crm_milestones') }}
