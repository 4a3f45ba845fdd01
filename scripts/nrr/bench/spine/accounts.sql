-- Accounts that ever paid, with the dimensions they are cut by.
with first_months as (
    select
        account_id,
        min(start_month) as first_month
    from spine.live_items
    where start_month <= (select max(month_number) from spine.months)
    group by account_id
),

first_reservations as (
    select
        coalesce(resolved.ledger_account_id, reserved.account_id) as account_id,
        min(
            year(reserved.agreed_date) * 12 + month(reserved.agreed_date) - 1
        ) as agreed_month
    from staging.stg_crm__reserved_expansions as reserved
    left join intermediate.int_accounts_resolved as resolved
        on reserved.account_id = resolved.account_id
    group by all
)

select
    first_months.account_id,
    first_months.first_month,
    attributes.size_segment,
    attributes.industry,
    attributes.region,
    -- fiscal years start in April
    cast((first_months.first_month - 3) // 12 as varchar) as acquisition_year,
    if(
        first_reservations.agreed_month <= first_months.first_month,
        'reserved_at_sale', 'not_reserved'
    ) as reservation
from first_months
inner join intermediate.int_account_attributes as attributes
    on first_months.account_id = attributes.account_id
left join first_reservations
    on first_months.account_id = first_reservations.account_id
