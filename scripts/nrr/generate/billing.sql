-- What is sold, and who pays.

create view raw_billing_products as
select
    product_id, product_name, product_family, pricing_model,
    (getvariable('first_month') - 40)::timestamp as recorded_at,
    null::boolean as is_deleted
from products;

create view raw_billing_customers as
select
    customer_id,
    -- a few were never matched with the CRM
    case
        when draw(account_no, 'unmatched') >= 0.012 then account_id
    end as account_id,
    account_name || case payer_no
        when '2' then ' 西日本支社'
        when '3' then ' 情報システム部'
        else ''
    end as customer_name,
    country,
    first_date as created_date,
    stamp(first_date, account_no, 'customer') as recorded_at,
    null::boolean as is_deleted
from (
    select
        customer_id, customer_id.split('-')[2] as payer_no,
        min(recorded_at)::date as first_date,
        customer_id[2:].split('-')[1]::bigint as account_no
    from (
        select customer_id, recorded_at from items
        union all
        select customer_id, recorded_at from extra_charges
    ) as payers
    group by all
) as first_days
inner join accounts using (account_no)
inner join account_names using (account_no);
