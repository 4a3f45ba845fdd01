-- The hierarchy, one of survivors: an account that is one, and its parent's
-- survivor. A table, as a walk reads it once a step.
with crm_accounts as (
    select
        account_id,
        parent_account_id
    from {{ ref('stg_crm__accounts') }}
),

merged_accounts as (
    select * from {{ ref('int_accounts_merged') }}
),

final as (
    select
        children.account_id,
        coalesce(merged_parents.survivor_id, parents.account_id) as next_id
    from crm_accounts as children
    inner join crm_accounts as parents
        on children.parent_account_id = parents.account_id
    left join merged_accounts as merged_parents
        on parents.account_id = merged_parents.account_id
    left join merged_accounts
        on children.account_id = merged_accounts.account_id
    where
        coalesce(merged_accounts.survivor_id, children.account_id)
        = children.account_id
        and coalesce(merged_parents.survivor_id, parents.account_id)
        <> children.account_id
)

select * from final
