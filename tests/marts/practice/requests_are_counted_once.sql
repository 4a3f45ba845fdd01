-- Every request known on as_of_date has one row; what followed a release is
-- never more than the account's expansions after it.
with impact as (
    select * from {{ ref('fct_feature_request_impact') }}
),

requests as (
    select * from {{ ref('stg_crm__feature_requests') }}
    where requested_date <= {{ var_date('as_of_date') }}
),

expansions as (
    select
        impact.request_id,
        sum(movements.mrr_change) as expansion_mrr
    from impact
    inner join {{ ref('fct_mrr_movements') }} as movements
        on
            impact.account_id = movements.account_id
            and movements.movement_type = 'expansion'
            and impact.released_date < movements.month
    group by impact.request_id
)

select
    coalesce(requests.request_id, impact.request_id) as request_id,
    impact.expansion_mrr_after_release,
    expansions.expansion_mrr
from requests
full outer join impact
    on requests.request_id = impact.request_id
left join expansions
    on impact.request_id = expansions.request_id
where
    requests.request_id is null
    or impact.request_id is null
    or impact.expansion_mrr_after_release < 0
    or impact.expansion_mrr_after_release
    > coalesce(expansions.expansion_mrr, 0)
    or (impact.released_date is null)
    <> (impact.expansion_mrr_after_release is null)
    or (impact.released_date is not null and impact.status <> 'released')
