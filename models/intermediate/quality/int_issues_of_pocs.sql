-- PoCs of which the CRM says something else than billing shows.
with pocs as (
    select
        fct_pocs.*,
        dated_pocs.decision
    from {{ ref('fct_pocs') }} as fct_pocs
    inner join {{ ref('int_pocs_dated') }} as dated_pocs
        on fct_pocs.poc_id = dated_pocs.poc_id
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

named_items as (
    select
        subscription_item_id,
        poc_id
    from {{ ref('stg_billing__subscription_items') }}
    where poc_id is not null
),

broken_links as (
    select
        items.subscription_item_id,
        items.account_id,
        items.mrr,
        named_items.poc_id
    from items
    inner join named_items
        on items.subscription_item_id = named_items.subscription_item_id
    left join pocs
        on
            named_items.poc_id = pocs.poc_id
            and items.account_id = pocs.account_id
            and items.start_month >= {{ month_number('pocs.start_date') }}
    where pocs.poc_id is null
),

final as (
    select
        'poc_won_not_billed' as issue_code,
        'medium' as severity,
        account_id,
        'crm_pocs|' || poc_id as source_key,
        'The CRM calls PoC ' || poc_id
        || ' won; billing shows no contract after it.' as detail,
        cast(0 as {{ type_money() }}) as mrr_at_stake
    from pocs
    where
        decision = 'won'
        and status <> 'converted'

    union all

    select
        'poc_lost_but_billed' as issue_code,
        'low' as severity,
        account_id,
        'crm_pocs|' || poc_id as source_key,
        'The CRM calls PoC ' || poc_id
        || ' lost; billing shows a contract that converts it.' as detail,
        converted_mrr as mrr_at_stake
    from pocs
    where
        decision = 'lost'
        and status = 'converted'

    union all

    select
        'poc_link_broken' as issue_code,
        'medium' as severity,
        account_id,
        'billing_subscription_items|' || subscription_item_id as source_key,
        'The item names PoC ' || poc_id
        || ', which is not known, of another account, or began later.'
            as detail,
        mrr as mrr_at_stake
    from broken_links
)

select * from final
