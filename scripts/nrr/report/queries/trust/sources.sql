select
    source_table,
    loaded_rows,
    accepted_rows,
    superseded_rows,
    deleted_rows,
    rejected_rows,
    is_reconciled
from fct_source_reconciliation
order by loaded_rows desc, source_table
