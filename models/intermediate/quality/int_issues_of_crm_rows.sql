-- What the CRM leaves out or what cannot be, with nothing else to hold it to.
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

final as (
    select
        'won_without_closed_date' as issue_code,
        'low' as severity,
        coalesce(
            resolved_accounts.ledger_account_id, opportunities.account_id
        ) as account_id,
        'crm_opportunities|' || opportunities.opportunity_id as source_key,
        'The CRM calls opportunity ' || opportunities.opportunity_id
        || ' won, and does not say when.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from opportunities
    left join resolved_accounts
        on opportunities.account_id = resolved_accounts.account_id
    where
        opportunities.is_won
        and opportunities.closed_date is null

    union all

    select
        'more_seats_than_employees' as issue_code,
        'low' as severity,
        account_id,
        'crm_accounts|' || account_id as source_key,
        'Billing has ' || cast(current_seats as {{ dbt.type_string() }})
        || ' seats of an account with '
        || cast(employee_count as {{ dbt.type_string() }})
        || ' employees.' as detail,
        current_mrr as mrr_at_stake
    from accounts
    where current_seats > employee_count
)

select * from final
