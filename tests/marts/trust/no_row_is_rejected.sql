-- Rejected rows are worth a look, however few.
{{ config(severity='warn') }}
select
    source_table,
    row_number,
    row_key,
    reason_code
from {{ ref('fct_rejected_rows') }}
