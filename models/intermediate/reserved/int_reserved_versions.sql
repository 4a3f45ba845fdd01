-- Every version of a step that the CRM recorded, and the months at whose end it
-- was what was known and agreed: an open promise.
with all_rows as (
    select * from {{ ref('base_crm__reserved_expansions') }}
    where row_status in ('accepted', 'superseded', 'deleted')
),

rates as (
    select * from {{ ref('base_constant_rates') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

churns as (
    select
        account_id,
        month
    from {{ ref('int_account_mrr_states') }}
    where current_mrr = 0 and mrr_change <> 0
),

versions as (
    select
        *,
        {{ month_number('recorded_at') }} as known_month,
        {{ month_number('agreed_date') }} as agreed_month,
        {{ month_number('coalesce(cancelled_date, agreed_date)') }}
            as stated_month,
        lead(coalesce({{ month_number('recorded_at') }}, 0)) over (
            partition by reserved_expansion_id
            order by recorded_at nulls first, row_number
        ) as next_known_month
    from all_rows
),

-- a cancellation is no promise from when it was recorded; where that is not
-- said, from the day it names
dated_versions as (
    select
        versions.row_number,
        versions.reserved_expansion_id,
        versions.product_id,
        versions.agreed_month,
        versions.next_known_month,
        coalesce(resolved_accounts.ledger_account_id, versions.account_id)
            as account_id,
        {{ converted('versions.reserved_mrr', 'rates.rate') }}
            as reserved_mrr,
        greatest(
            coalesce(versions.known_month, versions.agreed_month),
            versions.agreed_month
        ) as from_month,
        case
            when versions.status = 'cancelled'
                then coalesce(versions.known_month, versions.stated_month)
        end as cancelled_month
    from versions
    inner join rates
        on versions.currency = rates.currency
    left join resolved_accounts
        on versions.account_id = resolved_accounts.account_id
    where not coalesce(versions.is_deleted, false)
),

lapses as (
    select
        dated_versions.row_number,
        min(churns.month) as lapsed_month
    from dated_versions
    inner join churns
        on
            dated_versions.account_id = churns.account_id
            and dated_versions.agreed_month < churns.month
    group by dated_versions.row_number
),

final as (
    select
        dated_versions.row_number,
        dated_versions.reserved_expansion_id,
        dated_versions.account_id,
        dated_versions.product_id,
        dated_versions.reserved_mrr,
        dated_versions.from_month,
        least(
            coalesce(
                dated_versions.next_known_month,
                {{ last_reported_month() }} + 1
            ),
            coalesce(
                dated_versions.cancelled_month,
                {{ last_reported_month() }} + 1
            ),
            coalesce(lapses.lapsed_month, {{ last_reported_month() }} + 1)
        ) as to_month
    from dated_versions
    left join lapses
        on dated_versions.row_number = lapses.row_number
)

select * from final
