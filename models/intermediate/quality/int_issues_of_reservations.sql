-- Reserved expansions that contradict what billing sold.
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

fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

product_drivers as (
    select * from {{ ref('int_product_mrr_drivers') }}
),

product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

sold_products as (
    select distinct product_id from items
),

first_causes as (
    select
        fulfilments.reserved_expansion_id,
        max(
            case when product_drivers.driver = 'cross_sell' then 1 else 0 end
        ) as is_cross_sell
    from fulfilments
    inner join product_drivers
        on
            fulfilments.account_id = product_drivers.account_id
            and fulfilments.product_id = product_drivers.product_id
            and fulfilments.month = product_drivers.month
            and product_drivers.driver in ({{ reservable_driver_names() }})
    group by fulfilments.reserved_expansion_id
),

-- products an account had paid for before the month of agreement
owned_products as (
    select
        account_id,
        product_id,
        min(month) as first_month
    from product_states
    group by
        account_id,
        product_id
),

found_issues as (
    select
        'reserved_product_never_sold' as issue_code,
        'medium' as severity,
        steps.reserved_expansion_id,
        'Reserved is product ' || steps.product_id
        || ', which billing never sold to anyone.' as detail
    from steps
    left join sold_products
        on steps.product_id = sold_products.product_id
    where sold_products.product_id is null

    union all

    select
        'upsell_of_new_product' as issue_code,
        'low' as severity,
        steps.reserved_expansion_id,
        'Reserved as an upsell of ' || steps.product_id
        || ', which the account did not have: it was bought as a cross-sell.'
            as detail
    from steps
    inner join first_causes
        on steps.reserved_expansion_id = first_causes.reserved_expansion_id
    where
        steps.expansion_kind = 'upsell'
        and first_causes.is_cross_sell = 1

    union all

    select
        'cross_sell_of_owned_product' as issue_code,
        'low' as severity,
        steps.reserved_expansion_id,
        'Reserved as a cross-sell of ' || steps.product_id
        || ', which the account paid for before it was agreed.' as detail
    from steps
    inner join owned_products
        on
            steps.account_id = owned_products.account_id
            and steps.product_id = owned_products.product_id
            and steps.agreed_month > owned_products.first_month
    where steps.expansion_kind = 'cross_sell'
),

final as (
    select
        found_issues.issue_code,
        found_issues.severity,
        steps.account_id,
        'crm_reserved_expansions|' || steps.reserved_expansion_id
            as source_key,
        found_issues.detail,
        steps.unfulfilled_mrr as mrr_at_stake
    from found_issues
    inner join steps
        on found_issues.reserved_expansion_id = steps.reserved_expansion_id
)

select * from final
