-- The profile of every account that may have reserved a step.
{{ config(materialized='view') }}
with final as (
    select
        account_id,
        first_mrr_month,
        profile_id
    from {{ ref('int_account_profiles') }}

    union all

    select
        account_id,
        cast(null as integer) as first_mrr_month,
        profile_id
    from {{ ref('int_unlanded_profiles') }}
)

select * from final
