-- From the counts of fct_source_reconciliation to the rows: what was read and
-- not counted, the largest MRR first, each as it stood in its file.
select
    source_table,
    source_file,
    row_number,
    row_key,
    reason_code,
    reason,
    mrr_at_stake,
    row_json
from {{ ref('fct_rejected_rows') }}
order by
    mrr_at_stake desc nulls last,
    source_table,
    row_number
