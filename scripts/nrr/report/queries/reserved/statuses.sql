select
    status,
    count(*) as steps,
    sum(reserved_mrr) as reserved_mrr,
    sum(fulfilled_mrr) as fulfilled_mrr,
    sum(unfulfilled_mrr) as unfulfilled_mrr
from fct_reserved_expansions
group by status
order by reserved_mrr desc
