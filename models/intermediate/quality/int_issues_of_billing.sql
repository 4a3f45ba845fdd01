-- Accounts whose bills and MRR are apart over the last 12 months, credits set
-- against the months they are for. A change counts for the months of them that
-- it lasts, so no month is written.
{%- set first_month = last_reported_month() ~ ' - 11' %}
with billed_changes as (
    select * from {{ ref('int_billed_changes') }}
),

states as (
    select * from {{ ref('int_account_mrr_states') }}
),

months as (
    select * from {{ ref('int_months') }}
    where is_last_reported
),

billed as (
    select
        account_id,
        sum(served_change * (
            {{ last_reported_month() }} + 1
            - greatest(month_number, {{ first_month }})
        )) as amount
    from billed_changes
    group by account_id
),

earned as (
    select
        account_id,
        sum(mrr_change * (
            {{ last_reported_month() }} + 1
            - greatest(month, {{ first_month }})
        )) as amount
    from states
    group by account_id
),

-- who was never sent a bill that names an item is not compared
compared as (
    select
        billed.account_id,
        cast(billed.amount as {{ type_total() }}) as billed_amount,
        cast(coalesce(earned.amount, 0) as {{ type_total() }}) as earned_amount
    from billed
    left join earned
        on billed.account_id = earned.account_id
),

final as (
    select
        'billed_apart_from_mrr' as issue_code,
        'medium' as severity,
        compared.account_id,
        'billing_invoice_lines|' || compared.account_id as source_key,
        'In the 12 months to '
        || cast(months.month_end as {{ dbt.type_string() }}) || ', '
        || {{ plain_number('compared.billed_amount') }}
        || ' was billed for service, and MRR adds up to '
        || {{ plain_number('compared.earned_amount') }} || '.' as detail,
        cast(
            round(
                abs(compared.billed_amount - compared.earned_amount)
                * cast(
                    {{ decimal_literal('0.0833333333') }}
                    as {{ type_decimal(11, 10) }}
                ), 4
            ) as {{ type_money() }}
        ) as mrr_at_stake
    from compared
    cross join months
    where
        abs(compared.billed_amount - compared.earned_amount)
        > {{ decimal_literal(var('billing_difference_share')) }}
        * compared.earned_amount
)

select * from final
