-- Accounts a CRM row may name: the CRM's own, and those billing names.
with crm_accounts as (
    select account_id from {{ ref('stg_crm__accounts') }}
),

billing_customers as (
    select account_id from {{ ref('stg_billing__customers') }}
),

final as (
    select account_id from crm_accounts
    {{ union_distinct() }}
    select account_id from billing_customers
    where account_id is not null
)

select * from final
