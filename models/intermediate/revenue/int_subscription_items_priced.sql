-- One row an accepted item: the account it is counted under, and its MRR. A
-- view, so that items are written once, when it is known when they count.
{{ config(materialized='view') }}
with items as (
    select * from {{ ref('stg_billing__subscription_items') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

assigned_items as (
    select
        items.*,
        rates.rate,
        coalesce(customers.account_id, 'billing:' || items.customer_id)
            as billing_account_id
    from items
    left join customers
        on items.customer_id = customers.customer_id
    left join rates
        on items.currency = rates.currency
),

-- whole numbers throughout, so that the one rounding is exact
divisible_items as (
    select
        *,
        {{ whole_units('coalesce(quantity, 1)', 4) }}
        * {{ whole_units('unit_amount', 8) }}
        * {{ whole_units('(100 - discount_percent)', 4) }}
        * {{ interval_numerator('billing_interval') }} as dividend,
        cast(billing_interval_count as {{ type_wide_integer() }})
        * {{ interval_denominator('billing_interval') }}
        * 1{{ '0' * 14 }} as divisor
    from assigned_items
),

native_items as (
    select
        *,
        {{ units_to_money(divide_rounded('dividend', 'divisor')) }}
            as native_mrr
    from divisible_items
),

final as (
    select
        native_items.*,
        coalesce(
            accounts.ledger_account_id, native_items.billing_account_id
        ) as account_id,
        {{ converted('native_items.native_mrr', 'native_items.rate') }} as mrr
    from native_items
    left join accounts
        on native_items.billing_account_id = accounts.account_id
)

select * from final
