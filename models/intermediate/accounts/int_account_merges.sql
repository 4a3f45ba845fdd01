-- Merges that lead somewhere: an account and the one it was merged into. Few,
-- and a table, as a walk reads them once a step.
with accounts as (
    select
        account_id,
        merged_into_account_id
    from {{ ref('stg_crm__accounts') }}
),

final as (
    select
        accounts.account_id,
        accounts.merged_into_account_id as next_id
    from accounts
    inner join accounts as targets
        on accounts.merged_into_account_id = targets.account_id
    where accounts.merged_into_account_id <> accounts.account_id
)

select * from final
