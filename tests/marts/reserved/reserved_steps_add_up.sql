-- fulfilled + unfulfilled = reserved, neither negative; the fulfilments of a
-- step add up to what is fulfilled, none is before the month of agreement; it
-- is fulfilled where all of it is, and the month says when.
with steps as (
    select * from {{ ref('fct_reserved_expansions') }}
),

fulfilments as (
    select
        reserved_expansion_id,
        sum(fulfilled_mrr) as fulfilled_mrr,
        min(fulfilled_mrr) as least_mrr,
        min(month) as first_month,
        max(month) as last_month
    from {{ ref('fct_reserved_expansion_fulfilments') }}
    group by reserved_expansion_id
)

select
    steps.reserved_expansion_id,
    steps.reserved_mrr,
    steps.fulfilled_mrr,
    steps.unfulfilled_mrr,
    steps.status,
    fulfilments.fulfilled_mrr as sum_of_fulfilments
from steps
full outer join fulfilments
    on steps.reserved_expansion_id = fulfilments.reserved_expansion_id
where
    steps.reserved_expansion_id is null
    or steps.fulfilled_mrr + steps.unfulfilled_mrr <> steps.reserved_mrr
    or steps.fulfilled_mrr < 0
    or steps.unfulfilled_mrr < 0
    or steps.fulfilled_mrr <> coalesce(fulfilments.fulfilled_mrr, 0)
    or fulfilments.least_mrr <= 0
    or {{ month_number('fulfilments.first_month') }}
    < {{ month_number('steps.agreed_date') }}
    or steps.first_fulfilled_month is distinct from fulfilments.first_month
    or (steps.status = 'fulfilled') <> (steps.unfulfilled_mrr = 0)
    or (steps.status = 'fulfilled') <> (steps.timing is not null)
    or steps.fully_fulfilled_month <> fulfilments.last_month
    or (steps.status = 'fulfilled') <> (steps.fully_fulfilled_month is not null)
