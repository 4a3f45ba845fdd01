{{ staged_rows('billing_customers') }}
