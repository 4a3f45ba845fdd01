-- One row an accepted item: the account it is counted under, and its MRR. A
-- view, so that items are written once, when it is known when they count.
{{ config(materialized='view') }}
with {{ priced_versions(ref('stg_billing__subscription_items')) }},

final as (
    select * from priced_versions
)

select * from final
