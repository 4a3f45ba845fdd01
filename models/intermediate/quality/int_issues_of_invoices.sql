-- Invoice lines that contradict themselves or the items.
with lines as (
    select * from {{ ref('stg_billing__invoice_lines') }}
),

items as (
    select
        subscription_item_id,
        account_id
    from {{ ref('int_subscription_items_valued') }}
),

invoices as (
    select
        invoice_id,
        min(customer_id) as customer_id,
        sum(case when amount > 0 then amount end) as charged,
        -sum(case when amount < 0 then amount end) as credited
    from lines
    where invoice_id is not null
    group by invoice_id
),

final as (
    select
        'negative_invoice_without_credit_flag' as issue_code,
        'medium' as severity,
        items.account_id,
        'billing_invoice_lines|' || lines.invoice_line_id as source_key,
        'The amount is ' || {{ plain_number('lines.amount') }}
        || ', but the line is no credit note.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from lines
    left join items
        on lines.subscription_item_id = items.subscription_item_id
    where
        lines.amount < 0
        and not coalesce(lines.is_credit_note, false)

    union all

    select
        'credit_above_invoice' as issue_code,
        'medium' as severity,
        null as account_id,
        'billing_invoice_lines|' || invoice_id as source_key,
        'Invoice ' || invoice_id || ' charges '
        || {{ plain_number('charged') }} || ' and credits '
        || {{ plain_number('credited') }} || '.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from invoices
    where credited > charged

    union all

    select
        'invoice_line_without_item' as issue_code,
        'low' as severity,
        null as account_id,
        'billing_invoice_lines|' || lines.invoice_line_id as source_key,
        coalesce(
            'Billing has no item ' || lines.subscription_item_id || '.',
            'The line names no subscription item.'
        ) as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from lines
    left join items
        on lines.subscription_item_id = items.subscription_item_id
    where items.subscription_item_id is null

    union all

    select
        'decimals_in_jpy' as issue_code,
        'low' as severity,
        items.account_id,
        'billing_invoice_lines|' || lines.invoice_line_id as source_key,
        'The amount ' || {{ plain_number('lines.amount') }}
        || ' is a fraction of a yen.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from lines
    left join items
        on lines.subscription_item_id = items.subscription_item_id
    where
        lines.currency = 'JPY'
        and lines.amount <> floor(lines.amount)
)

select * from final
