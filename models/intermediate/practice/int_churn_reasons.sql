-- Each churn with the reason that was recorded for it: the first of those
-- captured within churn_reason_window_months of its month, where a reason is of
-- the churn nearest to it (the earlier of two).
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

voices as (
    select * from {{ ref('stg_crm__customer_voices') }}
    where
        kind = 'churn_reason'
        and captured_date <= {{ var_date('as_of_date') }}
),

churns as (
    select
        account_id,
        month,
        previous_mrr as churned_mrr
    from {{ ref('int_account_mrr_states') }}
    where
        current_mrr = 0
        and mrr_change <> 0
),

reasons as (
    select
        voices.voice_id,
        voices.category,
        voices.captured_date,
        coalesce(
            resolved_accounts.ledger_account_id, voices.account_id
        ) as account_id,
        {{ month_number('voices.captured_date') }} as captured_month,
        case
            when voices.shared_date <= {{ var_date('as_of_date') }}
                then voices.shared_date
        end as shared_date
    from voices
    left join resolved_accounts
        on voices.account_id = resolved_accounts.account_id
),

near_churns as (
    select
        reasons.*,
        churns.month,
        row_number() over (
            partition by reasons.voice_id
            order by abs(churns.month - reasons.captured_month), churns.month
        ) as nearness
    from reasons
    inner join churns
        on
            reasons.account_id = churns.account_id
            and abs(churns.month - reasons.captured_month)
            <= {{ var('churn_reason_window_months') }}
),

first_reasons as (
    select
        *,
        row_number() over (
            partition by account_id, month
            order by captured_date, voice_id
        ) as reason_number
    from near_churns
    where nearness = 1
),

final as (
    select
        churns.account_id,
        churns.month,
        churns.churned_mrr,
        first_reasons.voice_id,
        case
            when first_reasons.voice_id is null then 'not_recorded'
            else coalesce(first_reasons.category, 'uncategorised')
        end as category,
        first_reasons.captured_date,
        first_reasons.shared_date
    from churns
    left join first_reasons
        on
            churns.account_id = first_reasons.account_id
            and churns.month = first_reasons.month
            and first_reasons.reason_number = 1
)

select * from final
