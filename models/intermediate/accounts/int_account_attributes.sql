-- One row an account money can be counted under, with what the CRM knows. A
-- view: most readers want a few of its columns.
{{ config(materialized='view') }}
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

crm_accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

named_accounts as (
    select coalesce(account_id, 'billing:' || customer_id) as account_id
    from customers
    union all
    -- of an unknown customer
    select account_id
    from {{ ref('int_subscription_items_valued') }}
    where account_id like 'billing:%'
),

ledger_accounts as (
    -- an account that was merged into another is counted there
    select crm_accounts.account_id
    from crm_accounts
    left join resolved_accounts
        on crm_accounts.account_id = resolved_accounts.account_id
    where
        resolved_accounts.account_id is null
        or resolved_accounts.ledger_account_id = crm_accounts.account_id

    union all

    select distinct named_accounts.account_id
    from named_accounts
    left join crm_accounts
        on named_accounts.account_id = crm_accounts.account_id
    where crm_accounts.account_id is null
),

final as (
    select
        ledger_accounts.account_id,
        coalesce(
            resolved_accounts.ultimate_parent_id, ledger_accounts.account_id
        ) as ultimate_parent_id,
        crm_accounts.account_id is not null as is_in_crm,
        crm_accounts.employee_count,
        crm_accounts.addressable_seats,
        coalesce(crm_accounts.industry, 'unknown') as industry,
        coalesce(crm_accounts.region, 'unknown') as region,
        case
            when crm_accounts.size_segment is not null
                then crm_accounts.size_segment
            {{ first_band_that_holds(
                'crm_accounts.employee_count', var('size_segments'), 'segment'
            ) }}
            else 'unknown'
        end as size_segment
    from ledger_accounts
    left join crm_accounts
        on ledger_accounts.account_id = crm_accounts.account_id
    left join resolved_accounts
        on ledger_accounts.account_id = resolved_accounts.account_id
)

select * from final
