{{ staged_rows('billing_invoice_lines') }}
