{{ staged_rows('billing_products') }}
