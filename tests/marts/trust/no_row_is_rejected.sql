-- Rejected rows are worth a look, however few.
{{ config(severity='warn') }}
select
    source_table,
    reason_code,
    count(*) as row_count
from {{ ref('fct_rejected_rows') }}
group by
    source_table,
    reason_code
