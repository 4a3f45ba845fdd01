{%- set names = ['raw_key', 'raw_what', 'raw_how_much'] -%}
-- One PoC from what was agreed to what was bought and billed, in the order
-- of days, each step with the raw row it stands in: criteria and sites, the
-- PoC, the items of the contract (those that name it or, where none does,
-- those of its product that begin in the month it converted in) and the first
-- invoice line of each. Where items name it, mrr over steps adds up to
-- converted_mrr of fct_pocs. Name another PoC in the first CTE.
with audited_poc as (
    select *
    from {{ ref('fct_pocs') }}
    where status = 'converted'
    order by
        is_explicit_link desc,
        criteria desc,
        sites desc,
        poc_id
    limit 1
),

contract_items as (
    select
        items.subscription_item_id,
        staged_items.row_number,
        items.mrr_start_date,
        items.mrr
    from audited_poc
    inner join {{ ref('int_subscription_items_valued') }} as items
        on
            audited_poc.account_id = items.account_id
            and {{ month_number('audited_poc.converted_month') }}
            = items.start_month
            and items.ledger_status = 'live'
    inner join {{ ref('stg_billing__subscription_items') }} as staged_items
        on items.subscription_item_id = staged_items.subscription_item_id
    where
        case
            when audited_poc.is_explicit_link
                then coalesce(staged_items.poc_id = audited_poc.poc_id, false)
            else items.product_id = audited_poc.product_id
        end
),

first_lines as (
    select
        lines.invoice_line_id,
        lines.row_number,
        lines.invoice_date,
        row_number() over (
            partition by lines.subscription_item_id
            order by lines.invoice_date, lines.invoice_line_id
        ) as line_number
    from {{ ref('stg_billing__invoice_lines') }} as lines
    inner join contract_items
        on lines.subscription_item_id = contract_items.subscription_item_id
),

steps as (
    select
        1 as step_number,
        'criterion' as step,
        criteria.agreed_date as step_date,
        cast(null as {{ type_money() }}) as mrr,
        'crm_poc_criteria' as source_table,
        criteria.row_number
    from {{ ref('stg_crm__poc_criteria') }} as criteria
    inner join audited_poc
        on criteria.poc_id = audited_poc.poc_id

    union all

    select
        2 as step_number,
        'site' as step,
        cast(null as date) as step_date,
        cast(null as {{ type_money() }}) as mrr,
        'crm_poc_sites' as source_table,
        sites.row_number
    from {{ ref('stg_crm__poc_sites') }} as sites
    inner join audited_poc
        on sites.poc_id = audited_poc.poc_id

    union all

    select
        3 as step_number,
        'PoC' as step,
        pocs.start_date as step_date,
        cast(null as {{ type_money() }}) as mrr,
        'crm_pocs' as source_table,
        pocs.row_number
    from {{ ref('stg_crm__pocs') }} as pocs
    inner join audited_poc
        on pocs.poc_id = audited_poc.poc_id

    union all

    select
        4 as step_number,
        'contract' as step,
        mrr_start_date as step_date,
        mrr,
        'billing_subscription_items' as source_table,
        row_number
    from contract_items

    union all

    select
        5 as step_number,
        'first invoice' as step,
        invoice_date as step_date,
        cast(null as {{ type_money() }}) as mrr,
        'billing_invoice_lines' as source_table,
        row_number
    from first_lines
    where line_number = 1
),

raw_rows as (
    {%- for table, words in {
        'crm_poc_criteria': ['criterion_id', 'description', 'is_met'],
        'crm_poc_sites': ['site_id', 'selection_reason', 'seats'],
        'crm_pocs': ['poc_id', 'purpose', 'decision'],
        'billing_subscription_items': [
            'subscription_item_id', 'quantity', 'unit_amount'
        ],
        'billing_invoice_lines': ['invoice_line_id', 'amount', 'currency'],
    }.items() %}
    select
        '{{ table }}' as source_table,
        raw_table.source_file,
        raw_table.row_number,
        {%- for word in words %}
        raw_table.{{ word }} as {{ names[loop.index0] }},
        {%- endfor %}
        raw_table.recorded_at as raw_recorded_at
    from ({{ raw(table) }}) as raw_table
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

final as (
    select
        audited_poc.poc_id,
        steps.step,
        steps.step_date,
        steps.step = 'criterion' and steps.step_date <= audited_poc.start_date
            as is_agreed_first,
        steps.mrr,
        steps.source_table,
        raw_rows.source_file,
        raw_rows.row_number,
        raw_rows.raw_key,
        raw_rows.raw_what,
        raw_rows.raw_how_much,
        raw_rows.raw_recorded_at,
        steps.step_number
    from steps
    cross join audited_poc
    inner join raw_rows
        on
            steps.source_table = raw_rows.source_table
            and steps.row_number = raw_rows.row_number
)

select * from final
order by
    step_number,
    step_date,
    raw_key
