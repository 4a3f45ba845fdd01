-- An account of the CRM is a row of dim_accounts, or its alias: one of the two.
with crm_accounts as (
    select * from {{ ref('stg_crm__accounts') }}
)

select
    crm_accounts.account_id,
    aliases.counted_under_account_id
from crm_accounts
left join {{ ref('dim_accounts') }} as accounts
    on crm_accounts.account_id = accounts.account_id
left join {{ ref('dim_account_aliases') }} as aliases
    on crm_accounts.account_id = aliases.account_id
where (accounts.account_id is null) = (aliases.account_id is null)
