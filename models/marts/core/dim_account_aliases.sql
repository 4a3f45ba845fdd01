with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

final as (
    select
        account_id,
        ledger_account_id as counted_under_account_id
    from resolved_accounts
    where ledger_account_id <> account_id
)

select * from final
