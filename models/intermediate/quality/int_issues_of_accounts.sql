-- Accounts and ids that contradict each other.
with resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

crm_accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

items as (
    select
        staged_items.subscription_item_id,
        staged_items.customer_id,
        valued_items.mrr,
        valued_items.ledger_status,
        valued_items.end_month
    from {{ ref('stg_billing__subscription_items') }} as staged_items
    inner join {{ ref('int_subscription_items_valued') }} as valued_items
        on staged_items.subscription_item_id = valued_items.subscription_item_id
),

products as (
    select * from {{ ref('stg_billing__products') }}
),

current_mrr as (
    select
        account_id,
        current_mrr as mrr
    from {{ ref('int_account_mrr_states') }}
    where next_month is null
),

customer_mrr as (
    select
        customer_id,
        sum(mrr) as mrr
    from items
    where
        ledger_status = 'live'
        and (end_month > {{ last_reported_month() }} or end_month is null)
    group by customer_id
),

-- a company without CRM accounts is no company of unknown accounts
account_issues as (
    select
        'account_not_in_crm' as issue_code,
        'medium' as severity,
        customers.account_id,
        'billing_customers|' || customers.customer_id as source_key,
        'Billing customer ' || customers.customer_id || ' names account '
        || customers.account_id || '; the CRM has no such account.' as detail,
        coalesce(customer_mrr.mrr, 0) as mrr_at_stake
    from customers
    left join crm_accounts
        on customers.account_id = crm_accounts.account_id
    left join customer_mrr
        on customers.customer_id = customer_mrr.customer_id
    where
        customers.account_id is not null
        and crm_accounts.account_id is null
        and exists (select 1 from {{ ref('stg_crm__accounts') }})

    union all

    select
        'customer_without_account' as issue_code,
        'low' as severity,
        'billing:' || customers.customer_id as account_id,
        'billing_customers|' || customers.customer_id as source_key,
        'Billing customer ' || customers.customer_id
        || ' names no account: it is counted as one of its own.' as detail,
        coalesce(customer_mrr.mrr, 0) as mrr_at_stake
    from customers
    left join customer_mrr
        on customers.customer_id = customer_mrr.customer_id
    where customers.account_id is null
    {% for flag, issue_code, detail in [
        ('is_in_merge_cycle', 'merge_cycle',
         'is merged in a circle: it stays itself.'),
        ('is_survivor_missing', 'merge_survivor_missing',
         'is merged into an account the CRM does not have: it stays itself.'),
        ('is_own_parent', 'own_parent',
         'is its own parent: it is taken to have none.'),
        ('is_in_hierarchy_cycle', 'hierarchy_cycle',
         'has a chain of parents that never ends: it is its own root.'),
    ] %}
    union all

    select
        '{{ issue_code }}' as issue_code,
        'medium' as severity,
        resolved_accounts.account_id,
        'crm_accounts|' || resolved_accounts.account_id as source_key,
        'Account ' || resolved_accounts.account_id || ' {{ detail }}' as detail,
        coalesce(current_mrr.mrr, 0) as mrr_at_stake
    from resolved_accounts
    left join current_mrr
        on resolved_accounts.ledger_account_id = current_mrr.account_id
    where resolved_accounts.{{ flag }}
    {% endfor %}
),

ids as (
    select
        'crm_accounts' as source_table,
        account_id as id
    from crm_accounts
    union all
    select
        'billing_customers' as source_table,
        customer_id as id
    from customers
    union all
    select
        'billing_products' as source_table,
        product_id as id
    from products
    union all
    select
        'billing_subscription_items' as source_table,
        subscription_item_id as id
    from items
),

folded_ids as (
    select
        source_table,
        id,
        {{ lowered(folded('id')) }} as folded_id
    from ids
),

alike_ids as (
    select
        source_table,
        folded_id,
        min(id) as first_id,
        max(id) as last_id
    from folded_ids
    group by
        source_table,
        folded_id
    having count(*) > 1
),

id_issues as (
    select
        'ids_differ_by_case_or_width' as issue_code,
        'medium' as severity,
        case
            when folded_ids.source_table = 'crm_accounts' then folded_ids.id
        end as account_id,
        folded_ids.source_table || '|' || folded_ids.id as source_key,
        'Ids ' || alike_ids.first_id || ' and ' || alike_ids.last_id
        || ' differ only by case or width: they are taken as two.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from folded_ids
    inner join alike_ids
        on
            folded_ids.source_table = alike_ids.source_table
            and folded_ids.folded_id = alike_ids.folded_id
),

final as (
    select * from account_issues
    union all
    select * from id_issues
)

select * from final
