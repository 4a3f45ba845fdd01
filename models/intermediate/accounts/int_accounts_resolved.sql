-- Where the money of a CRM account is counted that was merged or has a parent:
-- both are followed to their end, up to 100 steps. A chain that never ends (a
-- cycle) or leads to an account the CRM lacks leaves the account itself.
-- Sparse: an account that is not here is its own survivor and root.
with recursive crm_accounts as (
    select
        account_id,
        parent_account_id,
        merged_into_account_id
    from {{ ref('stg_crm__accounts') }}
),

merge_links as (
    select
        crm_accounts.account_id,
        crm_accounts.merged_into_account_id as next_id
    from crm_accounts
    inner join crm_accounts as targets
        on crm_accounts.merged_into_account_id = targets.account_id
    where crm_accounts.merged_into_account_id <> crm_accounts.account_id
),

merge_walks as (
    select
        account_id,
        next_id,
        1 as steps
    from merge_links

    union all

    select
        merge_walks.account_id,
        merge_links.next_id,
        merge_walks.steps + 1 as steps
    from merge_walks
    inner join merge_links
        on merge_walks.next_id = merge_links.account_id
    where merge_walks.steps < 100
),

survivors as (
    select
        merge_walks.account_id,
        merge_walks.next_id as survivor_id
    from merge_walks
    left join merge_links
        on merge_walks.next_id = merge_links.account_id
    where merge_links.account_id is null
),

merged_accounts as (
    select
        crm_accounts.account_id,
        coalesce(survivors.survivor_id, crm_accounts.account_id) as survivor_id,
        merge_links.account_id is not null
        and survivors.account_id is null as is_in_merge_cycle,
        merge_links.account_id is null as is_survivor_missing
    from crm_accounts
    left join merge_links
        on crm_accounts.account_id = merge_links.account_id
    left join survivors
        on crm_accounts.account_id = survivors.account_id
    where crm_accounts.merged_into_account_id <> crm_accounts.account_id
),

-- the hierarchy is one of survivors: a merged parent is its survivor
parent_links as (
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
),

parent_walks as (
    select
        account_id,
        next_id,
        1 as steps
    from parent_links

    union all

    select
        parent_walks.account_id,
        parent_links.next_id,
        parent_walks.steps + 1 as steps
    from parent_walks
    inner join parent_links
        on parent_walks.next_id = parent_links.account_id
    where parent_walks.steps < 100
),

roots as (
    select
        parent_walks.account_id,
        parent_walks.next_id as root_id
    from parent_walks
    left join parent_links
        on parent_walks.next_id = parent_links.account_id
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
