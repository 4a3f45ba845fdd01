{%- set days_to_share = dbt.datediff('captured_date', 'shared_date', 'day') -%}
with voices as (
    select
        kind,
        account_id,
        captured_date,
        coalesce(category, 'uncategorised') as category,
        {{ month_number('captured_date') }} as captured_month,
        case
            when shared_date <= {{ var_date('as_of_date') }} then shared_date
        end as shared_date
    from {{ ref('stg_crm__customer_voices') }}
    where captured_date <= {{ var_date('as_of_date') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

dated_voices as (
    select
        voices.*,
        coalesce(
            resolved_accounts.ledger_account_id, voices.account_id
        ) as ledger_account_id,
        {{ days_to_share }} as days_to_share
    from voices
    left join resolved_accounts
        on voices.account_id = resolved_accounts.account_id
),

final as (
    select
        {{ month_date('captured_month') }} as month,
        kind,
        category,
        cast(count(*) as bigint) as voices,
        cast(count(distinct ledger_account_id) as bigint) as accounts,
        cast(count(shared_date) as bigint) as shared_voices,
        {{ median('days_to_share') }}
            as median_days_to_share
    from dated_voices
    group by
        captured_month,
        kind,
        category
)

select * from final
