-- Accounts whose sales in the CRM and first ARR are apart: what was won by the
-- end of the month of first MRR is what is billed from then on. Renewals add
-- nothing. Where an amount, or its currency, is not known, nothing is compared.
with opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
    where is_won and coalesce(opportunity_type, 'unknown') <> 'renewal'
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

landings as (
    select
        account_id,
        month,
        current_mrr
    from {{ ref('int_account_mrr_states') }}
    where is_first
),

won_deals as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, opportunities.account_id
        ) as account_id,
        {{ month_number('opportunities.closed_date') }} as closed_month,
        -- more could not be stored: as good as not known
        case
            when
                cast(opportunities.amount as {{ type_ratio() }})
                * cast(rates.rate as {{ type_ratio() }}) < 1e14
                then {{ converted('opportunities.amount', 'rates.rate') }}
        end as won_arr
    from opportunities
    left join resolved_accounts
        on opportunities.account_id = resolved_accounts.account_id
    left join rates
        on opportunities.currency = rates.currency
),

compared_landings as (
    select
        landings.account_id,
        landings.month,
        landings.current_mrr,
        cast(12 * landings.current_mrr as {{ type_total() }}) as landed_arr,
        cast(sum(won_deals.won_arr) as {{ type_total() }}) as won_arr
    from landings
    inner join won_deals
        on
            landings.account_id = won_deals.account_id
            and landings.month >= won_deals.closed_month
    group by
        landings.account_id,
        landings.month,
        landings.current_mrr
    having count(*) = count(won_deals.won_arr)
),

final as (
    select
        'landed_apart_from_crm' as issue_code,
        'low' as severity,
        account_id,
        'crm_accounts|' || account_id as source_key,
        'The CRM won ' || {{ plain_number('won_arr') }}
        || ' a year by '
        || cast({{ month_date('month') }} as {{ dbt.type_string() }})
        || '; billing begins with an ARR of '
        || {{ plain_number('landed_arr') }} || ' then.' as detail,
        current_mrr as mrr_at_stake
    from compared_landings
    where
        abs(won_arr - landed_arr)
        > {{ decimal_literal(var('billing_difference_share')) }} * landed_arr
)

select * from final
