-- What was planned for months up to the last one is due.
with steps as (
    select
        *,
        planned_month <= (select max(month) from dim_months) as is_due,
        status in ('overdue', 'partially_fulfilled') as is_overdue
    from fct_reserved_expansions
)

select
    count(*) as steps,
    count(*) filter (is_due) as due_steps,
    sum(reserved_mrr) filter (is_due) as due_mrr,
    sum(fulfilled_mrr) filter (is_due) as fulfilled_mrr,
    count(*) filter (is_due and status = 'fulfilled') as fulfilled_steps,
    count(*) filter (is_overdue) as overdue_steps,
    sum(unfulfilled_mrr) filter (is_overdue) as overdue_mrr,
    count(*) filter (status = 'pending') as pending_steps,
    sum(unfulfilled_mrr) filter (status = 'pending') as pending_mrr
from steps
