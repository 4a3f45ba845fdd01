-- Where merges end, followed up to 100 steps. A chain that never ends (a cycle)
-- or leads to an account the CRM lacks leaves the account itself.
with recursive crm_accounts as (
    select
        account_id,
        merged_into_account_id
    from {{ ref('stg_crm__accounts') }}
),

merge_links as (
    select * from {{ ref('int_account_merges') }}
),

{{ walks('merge_links') }},

survivors as (
    select
        walks.account_id,
        walks.next_id as survivor_id
    from walks
    left join merge_links
        on walks.next_id = merge_links.account_id
    where merge_links.account_id is null
),

final as (
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
)

select * from final
