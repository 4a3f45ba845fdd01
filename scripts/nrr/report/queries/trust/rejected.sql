select
    source_table,
    reason_code,
    count(*) as rows,
    sum(mrr_at_stake) as mrr,
    arg_min(reason, row_number) as example
from fct_rejected_rows
group by source_table, reason_code
order by mrr desc nulls last, rows desc, source_table, reason_code
limit 40
