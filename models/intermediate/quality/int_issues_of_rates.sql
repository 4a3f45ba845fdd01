{%- set pair_history -%}
    partition by from_currency, to_currency
    order by rate_date
{%- endset -%}
-- Exchange rates that should not be trusted as they stand.
with constant_rates as (
    select * from {{ ref('base_constant_rates') }}
),

rates as (
    select * from {{ ref('stg_billing__exchange_rates') }}
),

live_items as (
    select
        staged_items.currency,
        valued_items.mrr
    from {{ ref('int_subscription_items_valued') }} as valued_items
    inner join {{ ref('stg_billing__subscription_items') }} as staged_items
        on valued_items.subscription_item_id = staged_items.subscription_item_id
    where
        valued_items.ledger_status = 'live'
        and (
            valued_items.end_month > {{ last_reported_month() }}
            or valued_items.end_month is null
        )
),

currency_mrr as (
    select
        currency,
        sum(mrr) as mrr
    from live_items
    group by currency
),

-- a pair converts the currency that is not the reporting one, either way round
consecutive_rates as (
    select
        *,
        case
            when to_currency = '{{ var("reporting_currency") }}'
                then from_currency
            when from_currency = '{{ var("reporting_currency") }}'
                then to_currency
        end as currency,
        lag(rate) over ({{ pair_history }}) as previous_rate,
        lag(rate_date) over ({{ pair_history }}) as previous_date
    from rates
),

final as (
    select
        'fx_stale' as issue_code,
        'high' as severity,
        cast(null as {{ dbt.type_string() }}) as account_id,
        'exchange_rates|' || constant_rates.currency as source_key,
        'The latest rate for ' || constant_rates.currency || ' is of '
        || cast(constant_rates.rate_date as {{ dbt.type_string() }})
        || ', over {{ var("fx_stale_days") }} days before'
        || ' {{ var("constant_fx_date") or var("as_of_date") }}.' as detail,
        coalesce(currency_mrr.mrr, 0) as mrr_at_stake
    from constant_rates
    left join currency_mrr
        on constant_rates.currency = currency_mrr.currency
    where constant_rates.rate_date < cast({{ dbt.dateadd(
        'day', -var('fx_stale_days'), var_date('constant_fx_date')
    ) }} as date)

    union all

    select
        'fx_jump' as issue_code,
        'medium' as severity,
        cast(null as {{ dbt.type_string() }}) as account_id,
        'exchange_rates|'
        || cast(consecutive_rates.rate_date as {{ dbt.type_string() }})
        || '|' || consecutive_rates.from_currency
        || '|' || consecutive_rates.to_currency as source_key,
        'From ' || {{ plain_number('consecutive_rates.previous_rate') }}
        || ' on '
        || cast(consecutive_rates.previous_date as {{ dbt.type_string() }})
        || ' to ' || {{ plain_number('consecutive_rates.rate') }}
        || ' a day later.' as detail,
        coalesce(currency_mrr.mrr, 0) as mrr_at_stake
    from consecutive_rates
    left join currency_mrr
        on consecutive_rates.currency = currency_mrr.currency
    where
        consecutive_rates.previous_date >= cast({{ dbt.dateadd(
            'day', -1, 'consecutive_rates.rate_date'
        ) }} as date)
        and abs(consecutive_rates.rate - consecutive_rates.previous_rate)
        > {{ decimal_literal(var('fx_jump_share')) }}
        * consecutive_rates.previous_rate
)

select * from final
