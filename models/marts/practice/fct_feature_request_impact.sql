{%- set last_day -%}
cast({{ dbt.dateadd(
    'day', var('request_effect_days'), 'valued_requests.released_date'
) }} as date)
{%- endset -%}
with requests as (
    select * from {{ ref('stg_crm__feature_requests') }}
    where requested_date <= {{ var_date('as_of_date') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

expansions as (
    select * from {{ ref('fct_mrr_movements') }}
    where movement_type = 'expansion'
),

valued_requests as (
    select
        requests.request_id,
        requests.product_id,
        requests.requested_date,
        coalesce(
            resolved_accounts.ledger_account_id, requests.account_id
        ) as account_id,
        coalesce(requests.is_blocking, false) as is_blocking,
        case
            when requests.released_date <= {{ var_date('as_of_date') }}
                then requests.released_date
        end as released_date,
        case
            when requests.released_date <= {{ var_date('as_of_date') }}
                then 'released'
            when requests.released_date is not null then 'planned'
            else coalesce(requests.status, 'open')
        end as status,
        requests.planned_release_date,
        -- more could not be stored, and nobody asks for so much
        case
            when
                12 * cast(requests.potential_mrr as {{ type_ratio() }})
                * cast(rates.rate as {{ type_ratio() }}) < 1e14
                then 12 * {{ converted(
                    'requests.potential_mrr', 'rates.rate'
                ) }}
        end as potential_arr
    from requests
    left join resolved_accounts
        on requests.account_id = resolved_accounts.account_id
    left join rates
        on requests.currency = rates.currency
),

-- requests name no feature: product, urgency and status are what they share
asking_accounts as (
    select
        product_id,
        is_blocking,
        status,
        count(distinct account_id) as accounts_asking
    from valued_requests
    where product_id is not null
    group by
        product_id,
        is_blocking,
        status
),

followed_releases as (
    select
        valued_requests.request_id,
        sum(expansions.mrr_change) as expansion_mrr
    from valued_requests
    inner join expansions
        on
            valued_requests.account_id = expansions.account_id
            and {{ month_number('valued_requests.released_date') }}
            < {{ month_number('expansions.month') }}
            and {{ month_number(last_day) }}
            >= {{ month_number('expansions.month') }}
    group by valued_requests.request_id
),

final as (
    select
        valued_requests.request_id,
        valued_requests.account_id,
        valued_requests.product_id,
        valued_requests.requested_date,
        valued_requests.released_date,
        valued_requests.is_blocking,
        valued_requests.released_date < valued_requests.planned_release_date
            as is_pulled_forward,
        valued_requests.status,
        cast(coalesce(asking_accounts.accounts_asking, 1) as bigint)
            as accounts_asking,
        cast(valued_requests.potential_arr as {{ type_money() }})
            as potential_arr,
        cast(coalesce(accounts.current_arr, 0) as {{ type_money() }})
            as account_arr,
        cast(
            case
                when followed_releases.request_id is not null
                    then followed_releases.expansion_mrr
                when valued_requests.released_date is not null then 0
            end as {{ type_money() }}
        ) as expansion_mrr_after_release,
        {{ month_number(last_day) }} <= {{ last_reported_month() }}
            as is_effect_complete
    from valued_requests
    left join asking_accounts
        on
            valued_requests.product_id = asking_accounts.product_id
            and valued_requests.is_blocking = asking_accounts.is_blocking
            and valued_requests.status = asking_accounts.status
    left join followed_releases
        on valued_requests.request_id = followed_releases.request_id
    left join accounts
        on valued_requests.account_id = accounts.account_id
)

select * from final
