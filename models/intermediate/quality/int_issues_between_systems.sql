-- Where the CRM or the product tells another story than billing.
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
),

usage_months as (
    select * from {{ ref('stg_product__usage_monthly') }}
),

voices as (
    select * from {{ ref('stg_crm__customer_voices') }}
),

account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

valued_items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

items as (
    select distinct account_id
    from valued_items
),

current_mrr as (
    select
        account_id,
        current_mrr as mrr
    from account_states
    where
        next_month is null
        and current_mrr > 0
),

won_without_item as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, opportunities.account_id
        ) as account_id,
        opportunities.opportunity_id
    from opportunities
    left join resolved_accounts
        on opportunities.account_id = resolved_accounts.account_id
    left join items
        on
            coalesce(
                resolved_accounts.ledger_account_id, opportunities.account_id
            ) = items.account_id
    where
        opportunities.is_won
        and items.account_id is null
),

-- products an account no longer pays for, and since when
ended_products as (
    select
        account_id,
        product_id,
        max(month) as end_month
    from product_states
    group by
        account_id,
        product_id
    having
        max(month) = max(
            case when current_mrr = 0 then month end
        )
),

late_usage as (
    select
        ended_products.account_id,
        ended_products.product_id,
        ended_products.end_month,
        max(usage_months.active_seats) as active_seats
    from usage_months
    left join resolved_accounts
        on usage_months.account_id = resolved_accounts.account_id
    inner join ended_products
        on
            coalesce(
                resolved_accounts.ledger_account_id, usage_months.account_id
            ) = ended_products.account_id
            and usage_months.product_id = ended_products.product_id
            and {{ month_number('usage_months.month') }}
            > ended_products.end_month
    where usage_months.active_seats > 0
    group by
        ended_products.account_id,
        ended_products.product_id,
        ended_products.end_month
),

last_churn_reasons as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, voices.account_id
        ) as account_id,
        max(voices.captured_date) as captured_date
    from voices
    left join resolved_accounts
        on voices.account_id = resolved_accounts.account_id
    where voices.kind = 'churn_reason'
    group by
        coalesce(resolved_accounts.ledger_account_id, voices.account_id)
),

-- a reason is explained by a churn up to a year before it was captured, or by
-- an end that is known and still ahead
explained_churns as (
    select last_churn_reasons.account_id
    from last_churn_reasons
    inner join account_states
        on
            last_churn_reasons.account_id = account_states.account_id
            and account_states.current_mrr = 0
            and account_states.month
            >= {{ month_number('last_churn_reasons.captured_date') }} - 12

    {{ union_distinct() }}

    select account_id
    from valued_items
    where
        ledger_status = 'live'
        and (end_month > {{ last_reported_month() }} or end_month is null)
    group by account_id
    having count(*) = count(end_month)
),

final as (
    select
        'won_without_item' as issue_code,
        'medium' as severity,
        account_id,
        'crm_opportunities|' || opportunity_id as source_key,
        'The CRM calls opportunity ' || opportunity_id
        || ' won; billing has no item of the account.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from won_without_item

    union all

    select
        'usage_after_end' as issue_code,
        'medium' as severity,
        account_id,
        'product_usage_monthly|' || account_id || '|' || product_id
            as source_key,
        'Up to ' || cast(active_seats as {{ dbt.type_string() }})
        || ' seats use ' || product_id || ' after billing ended in '
        || cast({{ month_date('end_month') }} as {{ dbt.type_string() }})
        || '.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from late_usage

    union all

    select
        'live_on_churned_account' as issue_code,
        'high' as severity,
        current_mrr.account_id,
        'crm_customer_voices|' || current_mrr.account_id as source_key,
        'The CRM recorded why the account churned on '
        || cast(last_churn_reasons.captured_date as {{ dbt.type_string() }})
        || '; billing goes on.' as detail,
        current_mrr.mrr as mrr_at_stake
    from last_churn_reasons
    inner join current_mrr
        on last_churn_reasons.account_id = current_mrr.account_id
    left join explained_churns
        on last_churn_reasons.account_id = explained_churns.account_id
    where explained_churns.account_id is null
)

select * from final
