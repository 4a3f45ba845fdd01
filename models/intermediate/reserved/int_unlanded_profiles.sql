-- Accounts without MRR so far that reserved a step or are booked to start, with
-- a profile of their own kind: numbers below 0.
with accounts as (
    select account_id from {{ ref('int_reserved_versions') }}
    {{ union_distinct() }}
    select account_id from {{ ref('int_item_outlook_changes') }}
),

landed_accounts as (
    select account_id from {{ ref('int_account_profiles') }}
),

attributes as (
    select * from {{ ref('int_account_attributes') }}
),

unlanded_accounts as (
    select accounts.account_id
    from accounts
    left join landed_accounts
        on accounts.account_id = landed_accounts.account_id
    where landed_accounts.account_id is null
),

described_accounts as (
    select
        unlanded_accounts.account_id,
        coalesce(attributes.size_segment, 'unknown') as size_segment,
        coalesce(attributes.industry, 'unknown') as industry,
        coalesce(attributes.region, 'unknown') as region
    from unlanded_accounts
    left join attributes
        on unlanded_accounts.account_id = attributes.account_id
),

final as (
    select
        account_id,
        size_segment,
        industry,
        region,
        cast(
            -dense_rank() over (
                order by size_segment, industry, region
            ) as integer
        ) as profile_id
    from described_accounts
)

select * from final
