-- Where the money of a CRM account is counted that was merged or has a parent:
-- both are followed to their end, parents as merges are (int_accounts_merged).
-- Sparse: an account that is not here is its own survivor and root.
with recursive crm_accounts as (
    select
        account_id,
        parent_account_id,
        merged_into_account_id
    from {{ ref('stg_crm__accounts') }}
),

merged_accounts as (
    select * from {{ ref('int_accounts_merged') }}
),

parent_links as (
    select * from {{ ref('int_account_parents') }}
),

{{ walks('parent_links') }},

roots as (
    select
        walks.account_id,
        walks.next_id as root_id
    from walks
    left join parent_links
        on walks.next_id = parent_links.account_id
    where parent_links.account_id is null
),

resolved as (
    select
        crm_accounts.account_id,
        coalesce(merged_accounts.survivor_id, crm_accounts.account_id)
            as survivor_id,
        coalesce(
            roots.root_id, merged_accounts.survivor_id, crm_accounts.account_id
        ) as ultimate_parent_id,
        coalesce(merged_accounts.is_in_merge_cycle, false)
            as is_in_merge_cycle,
        coalesce(merged_accounts.is_survivor_missing, false)
            as is_survivor_missing,
        coalesce(
            crm_accounts.parent_account_id = crm_accounts.account_id, false
        ) as is_own_parent,
        parent_links.account_id is not null
        and roots.account_id is null as is_in_hierarchy_cycle
    from crm_accounts
    left join merged_accounts
        on crm_accounts.account_id = merged_accounts.account_id
    left join roots
        on
            coalesce(merged_accounts.survivor_id, crm_accounts.account_id)
            = roots.account_id
    left join parent_links
        on crm_accounts.account_id = parent_links.account_id
    where
        crm_accounts.merged_into_account_id is not null
        or crm_accounts.parent_account_id is not null
),

final as (
    select
        account_id,
        survivor_id,
        ultimate_parent_id,
        {{ 'ultimate_parent_id' if var('account_level') == 'ultimate_parent'
            else 'survivor_id' }} as ledger_account_id,
        is_in_merge_cycle,
        is_survivor_missing,
        is_own_parent,
        is_in_hierarchy_cycle
    from resolved
)

select * from final
