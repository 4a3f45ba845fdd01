select
    status,
    count(*) as requests,
    count(*) filter (is_blocking) as blocking,
    count(distinct account_id) as accounts,
    sum(potential_arr) as potential_arr,
    count(*) filter (is_pulled_forward) as pulled_forward,
    count(*) filter (expansion_mrr_after_release > 0) as followed
from fct_feature_request_impact
group by status
order by requests desc, status
