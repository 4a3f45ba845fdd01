-- One account from what it reserved to what it was invoiced: each step, each
-- month that fulfilled it, the items of the product that start in that month
-- with their raw rows, and the first invoice line of each. Sum fulfilled_mrr
-- over steps and months (not rows): it is the account's fulfilled_mrr in
-- fct_reserved_expansions. Name another account in the first CTE.
with audited_account as (
    select account_id
    from {{ ref('fct_reserved_expansions') }}
    order by
        fulfilled_mrr desc,
        reserved_expansion_id
    limit 1
),

steps as (
    select * from {{ ref('fct_reserved_expansions') }}
),

fulfilments as (
    select * from {{ ref('fct_reserved_expansion_fulfilments') }}
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

months as (
    select * from {{ ref('int_months') }}
),

staged_items as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

raw_items as (
    {{ raw('billing_subscription_items') }}
),

numbered_lines as (
    select
        *,
        row_number() over (
            partition by subscription_item_id
            order by invoice_date, invoice_line_id
        ) as line_number
    from {{ ref('stg_billing__invoice_lines') }}
),

final as (
    select
        steps.reserved_expansion_id,
        steps.product_id,
        steps.agreed_date,
        steps.planned_month,
        steps.reserved_mrr,
        steps.status,
        fulfilments.month as fulfilled_month,
        fulfilments.fulfilled_mrr,
        fulfilments.is_explicit_link,
        items.subscription_item_id,
        items.mrr as item_mrr,
        raw_items.source_file,
        raw_items.row_number,
        raw_items.reserved_expansion_id as raw_reserved_expansion_id,
        raw_items.quantity as raw_quantity,
        raw_items.unit_amount as raw_unit_amount,
        raw_items.start_date as raw_start_date,
        numbered_lines.invoice_line_id,
        numbered_lines.invoice_date,
        numbered_lines.amount as invoiced_amount,
        numbered_lines.currency
    from steps
    inner join audited_account
        on steps.account_id = audited_account.account_id
    left join fulfilments
        on steps.reserved_expansion_id = fulfilments.reserved_expansion_id
    left join months
        on fulfilments.month = months.month
    left join items
        on
            steps.account_id = items.account_id
            and steps.product_id = items.product_id
            and months.month_number = items.start_month
    left join staged_items
        on items.subscription_item_id = staged_items.subscription_item_id
    left join raw_items
        on staged_items.row_number = raw_items.row_number
    left join numbered_lines
        on
            items.subscription_item_id = numbered_lines.subscription_item_id
            and numbered_lines.line_number = 1
)

select * from final
order by
    planned_month,
    reserved_expansion_id,
    fulfilled_month,
    subscription_item_id
