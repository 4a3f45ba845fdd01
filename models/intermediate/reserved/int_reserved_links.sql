-- What items that name a step fulfil of it, in the month they start.
with steps as (
    select * from {{ ref('int_reserved_steps') }}
),

expansions as (
    select * from {{ ref('int_reservable_expansions') }}
),

valued_items as (
    select * from {{ ref('int_subscription_items_valued') }}
),

naming_items as (
    select
        subscription_item_id,
        reserved_expansion_id
    from {{ ref('stg_billing__subscription_items') }}
    where reserved_expansion_id is not null
),

linked_mrr as (
    select
        naming_items.reserved_expansion_id,
        valued_items.account_id,
        valued_items.product_id,
        valued_items.start_month as month,
        sum(valued_items.mrr) as mrr
    from naming_items
    inner join valued_items
        on
            naming_items.subscription_item_id
            = valued_items.subscription_item_id
    where valued_items.ledger_status = 'live'
    group by
        naming_items.reserved_expansion_id,
        valued_items.account_id,
        valued_items.product_id,
        valued_items.start_month
),

-- an item carries what was there before as well: only expansion is claimed
claims as (
    select
        steps.reserved_expansion_id,
        steps.account_id,
        steps.product_id,
        steps.step_order,
        steps.reserved_mrr,
        expansions.month,
        expansions.expansion_mrr,
        least(linked_mrr.mrr, expansions.expansion_mrr) as claimed_mrr
    from linked_mrr
    inner join steps
        on
            linked_mrr.reserved_expansion_id = steps.reserved_expansion_id
            and linked_mrr.account_id = steps.account_id
            and linked_mrr.product_id = steps.product_id
            and linked_mrr.month >= steps.agreed_month
            and linked_mrr.month <= steps.closed_month
    inner join expansions
        on
            linked_mrr.account_id = expansions.account_id
            and linked_mrr.product_id = expansions.product_id
            and linked_mrr.month = expansions.month
),

running_claims as (
    select
        *,
        sum(claimed_mrr) over (
            partition by reserved_expansion_id
            order by month
            rows between unbounded preceding and current row
        ) as claimed_so_far
    from claims
),

-- no step is claimed for more than was reserved, the earliest claims first
wanted_claims as (
    select
        *,
        {{ within_limit('claimed_mrr', 'claimed_so_far', 'reserved_mrr') }}
            as wanted_mrr
    from running_claims
),

running_wants as (
    select
        *,
        sum(wanted_mrr) over (
            partition by account_id, product_id, month
            order by step_order
            rows between unbounded preceding and current row
        ) as wanted_so_far
    from wanted_claims
),

-- no expansion is used twice, the first steps first
met_claims as (
    select
        *,
        {{ within_limit('wanted_mrr', 'wanted_so_far', 'expansion_mrr') }}
            as linked_mrr
    from running_wants
),

final as (
    select
        reserved_expansion_id,
        account_id,
        product_id,
        month,
        linked_mrr
    from met_claims
    where linked_mrr > 0
)

select * from final
