-- The largest of each next step, so that every filter finds some.
select
    coalesce(account_name, account_id) as account,
    readiness.size_segment,
    readiness.current_arr as arr,
    readiness_points as points,
    onboarded_date is not null as is_onboarded,
    is_outcome_acknowledged as is_acknowledged,
    open_blocking_requests as blocking_requests,
    poc_status,
    reserved_arr_ahead as reserved_arr,
    seat_penetration as penetration,
    adoption_rate as adoption,
    white_space_arr,
    nrr_contribution_points as contribution,
    next_step
from fct_account_expansion_readiness as readiness
left join dim_accounts using (account_id)
qualify
    row_number() over (
        partition by next_step order by readiness.current_arr desc, account_id
    ) <= 30
order by arr desc, account_id
