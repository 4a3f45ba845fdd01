-- A PoC is converted where, and only where, billing shows its contract: MRR
-- that the account began to pay in that month, from the start on. One month's
-- gain of a product that no item attributes converts one PoC.
with pocs as (
    select * from {{ ref('fct_pocs') }}
),

gains as (
    select
        items.account_id,
        months.month,
        sum(items.mrr) as started_mrr
    from {{ ref('int_subscription_items_valued') }} as items
    inner join {{ ref('int_months') }} as months
        on items.start_month = months.month_number
    where items.ledger_status = 'live'
    group by
        items.account_id,
        months.month
),

shared_contracts as (
    select
        account_id,
        product_id,
        converted_month
    from pocs
    where status = 'converted' and not is_explicit_link
    group by
        account_id,
        product_id,
        converted_month
    having count(*) > 1
)

select
    pocs.poc_id,
    pocs.status,
    pocs.converted_month
from pocs
left join gains
    on
        pocs.account_id = gains.account_id
        and pocs.converted_month = gains.month
left join shared_contracts
    on
        pocs.account_id = shared_contracts.account_id
        and pocs.product_id = shared_contracts.product_id
        and pocs.converted_month = shared_contracts.converted_month
        and not pocs.is_explicit_link
where
    (pocs.status = 'converted') <> (pocs.converted_month is not null)
    or (pocs.status = 'converted') <> (pocs.days_to_conversion is not null)
    or (pocs.status = 'lost') <> (pocs.lost_date is not null)
    or {{ month_number('pocs.converted_month') }}
    < {{ month_number('pocs.start_date') }}
    or pocs.lost_date < pocs.start_date
    or (
        pocs.status = 'converted'
        and coalesce(gains.started_mrr, 0) < pocs.converted_mrr
    )
    or shared_contracts.account_id is not null
