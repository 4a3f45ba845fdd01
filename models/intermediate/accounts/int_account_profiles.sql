-- Accounts with MRR ever, each with the profile (the combination of dimension
-- values) it belongs to: sums are taken a profile, then spread over dimensions.
with states as (
    select * from {{ ref('int_account_mrr_states') }}
),

attributes as (
    select * from {{ ref('int_account_attributes') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

reserved_expansions as (
    select * from {{ ref('stg_crm__reserved_expansions') }}
),

months as (
    select * from {{ ref('int_months') }}
),

first_months as (
    select
        account_id,
        month as first_mrr_month
    from states
    where is_first
),

first_reservations as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, reserved_expansions.account_id
        ) as account_id,
        min({{ month_number('reserved_expansions.agreed_date') }})
            as first_agreed_month
    from reserved_expansions
    left join resolved_accounts
        on reserved_expansions.account_id = resolved_accounts.account_id
    group by 1
),

described_accounts as (
    select
        first_months.account_id,
        first_months.first_mrr_month,
        attributes.size_segment,
        attributes.industry,
        attributes.region,
        months.fiscal_year as acquisition_year,
        case
            when
                first_reservations.first_agreed_month
                <= first_months.first_mrr_month
                then 'reserved_at_sale'
            else 'not_reserved'
        end as reservation
    from first_months
    inner join attributes
        on first_months.account_id = attributes.account_id
    inner join months
        on first_months.first_mrr_month = months.month_number
    left join first_reservations
        on first_months.account_id = first_reservations.account_id
),

distinct_profiles as (
    select distinct
        size_segment,
        industry,
        region,
        acquisition_year,
        reservation
    from described_accounts
),

numbered_profiles as (
    select
        *,
        cast(row_number() over (
            order by
                size_segment, industry, region, acquisition_year, reservation
        ) as integer) as profile_id
    from distinct_profiles
),

final as (
    select
        described_accounts.*,
        numbered_profiles.profile_id
    from described_accounts
    inner join numbered_profiles
        on
            described_accounts.size_segment = numbered_profiles.size_segment
            and described_accounts.industry = numbered_profiles.industry
            and described_accounts.region = numbered_profiles.region
            and described_accounts.acquisition_year
            = numbered_profiles.acquisition_year
            and described_accounts.reservation = numbered_profiles.reservation
)

select * from final
