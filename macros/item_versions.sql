{#-
What an item version is worth and when, as CTEs: of the versions that stand, and
of those that stood once (restatements).

priced_versions(versions): CTEs ending in `priced_versions`: the rows of a
relation with the columns of stg_billing__subscription_items, each with the
account it is counted under and its MRR.
-#}
{% macro priced_versions(versions) -%}
item_versions as (
    select * from {{ versions }}
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

assigned_versions as (
    select
        item_versions.*,
        rates.rate,
        coalesce(
            customers.account_id, 'billing:' || item_versions.customer_id
        ) as billing_account_id
    from item_versions
    left join customers
        on item_versions.customer_id = customers.customer_id
    left join rates
        on item_versions.currency = rates.currency
),

-- whole numbers throughout, so that the one rounding is exact
divisible_versions as (
    select
        *,
        {{ whole_units('coalesce(quantity, 1)', 4) }}
        * {{ whole_units('unit_amount', 8) }}
        * {{ whole_units('(100 - discount_percent)', 4) }}
        * {{ interval_numerator('billing_interval') }} as dividend,
        cast(billing_interval_count as {{ type_wide_integer() }})
        * {{ interval_denominator('billing_interval') }}
        * 1{{ '0' * 14 }} as divisor
    from assigned_versions
),

native_versions as (
    select
        *,
        {{ units_to_money(divide_rounded('dividend', 'divisor')) }}
            as native_mrr
    from divisible_versions
),

priced_versions as (
    select
        native_versions.*,
        coalesce(
            accounts.ledger_account_id, native_versions.billing_account_id
        ) as account_id,
        {{ converted('native_versions.native_mrr', 'native_versions.rate') }}
            as mrr
    from native_versions
    left join accounts
        on native_versions.billing_account_id = accounts.account_id
)
{%- endmacro %}

{#-
judged_versions(versions): CTEs ending in `judged_versions`: priced versions with
the dates between which they carry MRR, and whether they do (standing 'live').
-#}
{% macro judged_versions(versions) -%}
dated_versions as (
    select
        *,
        greatest(start_date, coalesce(trial_end_date, start_date))
            as mrr_start_date,
        -- a cancellation that names no end took effect when it was recorded
        case
            when status = 'canceled' and end_date is null
                then coalesce(cast(recorded_at as date), start_date)
            else end_date
        end as stated_end_date
    from {{ versions }}
),

-- a deletion ends an item, it does not erase its past
ended_versions as (
    select
        *,
        case
            when
                cast(deleted_at as date) < stated_end_date
                or stated_end_date is null
                then cast(deleted_at as date)
            else stated_end_date
        end as ended_date
    from dated_versions
),

judged_versions as (
    select
        *,
        case
            when charge_type <> 'recurring' then 'not_recurring'
            when start_date = end_date then 'zero_length'
            when ended_date <= start_date then 'never_active'
            when status = 'paused' then 'paused'
            when status = 'trialing' and trial_end_date is null then 'trial'
            when ended_date <= mrr_start_date then 'trial'
            when mrr = 0 then 'free'
            else 'live'
        end as standing
    from ended_versions
)
{%- endmacro %}

{#-
stated_item_columns(): what a row of base_billing__subscription_items says of its
item, with what it may leave out filled in: the same for the version that stands
and for those that stood.
-#}
{% macro stated_item_columns() -%}
customer_id,
        product_id,
        coalesce(charge_type, 'recurring') as charge_type,
        coalesce(status, 'active') as status,
        currency,
        billing_interval,
        quantity,
        unit_amount,
        coalesce(discount_percent, 0) as discount_percent,
        coalesce(billing_interval_count, 1) as billing_interval_count,
        start_date,
        case
            when end_date < cast('9999-01-01' as date) then end_date
        end as end_date,
        trial_end_date,
        recorded_at
{%- endmacro %}
