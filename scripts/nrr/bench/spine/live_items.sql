-- Items that carry MRR, valued as everywhere in the project.
select
    items.account_id,
    products.product_family,
    items.start_month,
    items.end_month,
    items.mrr,
    items.seats
from intermediate.int_subscription_items_valued as items
inner join intermediate.int_products as products
    on items.product_id = products.product_id
where items.ledger_status = 'live'
