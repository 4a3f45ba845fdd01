{{ staged_rows('crm_executive_reviews') }}
