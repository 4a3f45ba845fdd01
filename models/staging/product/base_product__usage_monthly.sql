{{ staged_rows('product_usage_monthly') }}
