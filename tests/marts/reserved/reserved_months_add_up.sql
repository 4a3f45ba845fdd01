-- By planned month: fulfilled + cancelled + lapsed + overdue + pending =
-- reserved, what is on time is part of what is fulfilled, and all months
-- together are all steps.
with planned_months as (
    select * from {{ ref('fct_reserved_expansions_monthly') }}
),

steps as (
    select
        count(*) as steps,
        sum(reserved_mrr) as reserved_mrr,
        sum(fulfilled_mrr) as fulfilled_mrr
    from {{ ref('fct_reserved_expansions') }}
),

totals as (
    select
        sum(steps) as steps,
        sum(reserved_mrr) as reserved_mrr,
        sum(fulfilled_mrr) as fulfilled_mrr
    from planned_months
    where dimension = 'all'
)

select
    'a month' as what,
    planned_month,
    dimension_value
from planned_months
where
    fulfilled_mrr + cancelled_mrr + lapsed_mrr + overdue_mrr + pending_mrr
    <> reserved_mrr
    or fulfilled_on_time_mrr > fulfilled_mrr
    or least(
        fulfilled_on_time_mrr, cancelled_mrr, lapsed_mrr, overdue_mrr,
        pending_mrr
    ) < 0
    or fulfilled_steps > steps

union all

select
    'all steps' as what,
    cast(null as date) as planned_month,
    cast(null as {{ dbt.type_string() }}) as dimension_value
from totals
cross join steps
where
    coalesce(totals.steps, 0) <> steps.steps
    or totals.reserved_mrr <> steps.reserved_mrr
    or totals.fulfilled_mrr <> steps.fulfilled_mrr
