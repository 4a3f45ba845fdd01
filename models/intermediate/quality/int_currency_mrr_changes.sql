-- The ledger's entries summed by currency: what items add in their first month
-- and take away in that of their end, in the currency itself and at the
-- constant rate. Only items in another currency are priced anew.
with live_items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

staged_items as (
    select
        subscription_item_id,
        currency
    from {{ ref('stg_billing__subscription_items') }}
),

foreign_items as (
    select
        subscription_item_id,
        native_mrr
    from {{ ref('int_subscription_items_priced') }}
    where currency <> '{{ var("reporting_currency") }}'
),

currency_items as (
    select
        staged_items.currency,
        live_items.mrr,
        live_items.start_month,
        live_items.end_month,
        coalesce(foreign_items.native_mrr, live_items.mrr) as native_mrr
    from live_items
    inner join staged_items
        on live_items.subscription_item_id = staged_items.subscription_item_id
    left join foreign_items
        on live_items.subscription_item_id = foreign_items.subscription_item_id
),

item_ends as (
    select
        currency,
        start_month as month_number,
        mrr as mrr_change,
        native_mrr as native_mrr_change
    from currency_items

    union all

    select
        currency,
        end_month as month_number,
        -mrr as mrr_change,
        -native_mrr as native_mrr_change
    from currency_items
    where end_month <= {{ last_reported_month() }}
),

final as (
    select
        currency,
        month_number,
        cast(sum(mrr_change) as {{ type_total() }}) as mrr_change,
        cast(sum(native_mrr_change) as {{ type_total() }}) as native_mrr_change
    from item_ends
    group by
        currency,
        month_number
)

select * from final
