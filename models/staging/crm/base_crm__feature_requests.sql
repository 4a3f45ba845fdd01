{{ staged_rows('crm_feature_requests') }}
