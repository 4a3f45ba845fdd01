select
    planned_month as month,
    steps,
    fulfilled_steps,
    reserved_mrr,
    fulfilled_mrr,
    fulfilled_on_time_mrr as on_time_mrr,
    fulfilled_mrr - fulfilled_on_time_mrr as late_mrr,
    cancelled_mrr,
    lapsed_mrr,
    overdue_mrr,
    pending_mrr,
    fulfilment_rate as rate
from fct_reserved_expansions_monthly
where
    dimension = 'all'
    and planned_month between (select max(month) - interval 4 year from dim_months)
    and (select max(month) + interval 2 year from dim_months)
order by planned_month
