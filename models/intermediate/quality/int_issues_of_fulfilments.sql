-- What the CRM or an item says was taken up of a step, and billing does not
-- show.
with steps as (
    select
        reserved_steps.*,
        outcomes.status,
        outcomes.unfulfilled_mrr
    from {{ ref('int_reserved_steps') }} as reserved_steps
    inner join {{ ref('fct_reserved_expansions') }} as outcomes
        on
            reserved_steps.reserved_expansion_id
            = outcomes.reserved_expansion_id
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

naming_items as (
    select
        subscription_item_id,
        reserved_expansion_id
    from {{ ref('stg_billing__subscription_items') }}
    where reserved_expansion_id is not null
),

opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
    where
        is_won
        and opportunity_type = 'expansion'
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

product_drivers as (
    select * from {{ ref('int_product_mrr_drivers') }}
),

-- the last expansion the CRM calls won, of each account with steps
won_expansions as (
    select
        steps.reserved_expansion_id,
        max(opportunities.closed_date) as won_date
    from opportunities
    left join resolved_accounts
        on opportunities.account_id = resolved_accounts.account_id
    inner join steps
        on
            coalesce(
                resolved_accounts.ledger_account_id, opportunities.account_id
            ) = steps.account_id
            and opportunities.opportunity_id
            <> coalesce(steps.opportunity_id, '')
            and opportunities.closed_date >= steps.agreed_date
    where
        {{ month_number('opportunities.closed_date') }}
        < {{ last_reported_month() }}
    group by steps.reserved_expansion_id
),

-- an order may start some months before or after it is closed: any expansion
-- since the agreement will do
expanded_accounts as (
    select distinct steps.reserved_expansion_id
    from steps
    inner join product_drivers
        on
            steps.account_id = product_drivers.account_id
            and steps.agreed_month <= product_drivers.month
            and product_drivers.driver in ({{ reservable_driver_names() }})
),

broken_links as (
    select
        items.account_id,
        naming_items.subscription_item_id,
        'The item names step ' || naming_items.reserved_expansion_id
        || case
            when steps.reserved_expansion_id is null
                then ', which is not known.'
            else ', which is of another account or product.'
        end as detail,
        items.mrr
    from naming_items
    inner join items
        on naming_items.subscription_item_id = items.subscription_item_id
    left join steps
        on naming_items.reserved_expansion_id = steps.reserved_expansion_id
    where
        items.ledger_status = 'live'
        and (
            steps.reserved_expansion_id is null
            or steps.account_id <> items.account_id
            or steps.product_id <> items.product_id
        )
),

final as (
    select
        'reserved_won_not_billed' as issue_code,
        'high' as severity,
        steps.account_id,
        'crm_reserved_expansions|' || steps.reserved_expansion_id
            as source_key,
        'The CRM calls an expansion of the account won on '
        || cast(won_expansions.won_date as {{ dbt.type_string() }})
        || '; billing shows none since the agreement.' as detail,
        steps.unfulfilled_mrr as mrr_at_stake
    from steps
    inner join won_expansions
        on steps.reserved_expansion_id = won_expansions.reserved_expansion_id
    left join expanded_accounts
        on
            steps.reserved_expansion_id
            = expanded_accounts.reserved_expansion_id
    where
        steps.status in ('overdue', 'pending')
        and expanded_accounts.reserved_expansion_id is null

    union all

    select
        'reservation_link_broken' as issue_code,
        'medium' as severity,
        account_id,
        'billing_subscription_items|' || subscription_item_id as source_key,
        detail,
        mrr as mrr_at_stake
    from broken_links
)

select * from final
