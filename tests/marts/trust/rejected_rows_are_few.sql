-- Over rejected_rows_error_share of a table's rows, or one row of MRR worth
-- over that share of all MRR: too much is missing to publish.
with tables as (
    select * from {{ ref('fct_source_reconciliation') }}
),

rejected_rows as (
    select * from {{ ref('fct_rejected_rows') }}
),

total as (
    select coalesce(sum(current_mrr), 0) as mrr
    from {{ ref('dim_accounts') }}
),

final as (
    select
        source_table,
        cast(rejected_rows as {{ dbt.type_string() }})
        || ' of ' || cast(loaded_rows as {{ dbt.type_string() }})
        || ' rows rejected' as finding
    from tables
    where rejected_rows > {{ var('rejected_rows_error_share') }} * loaded_rows

    union all

    select
        rejected_rows.source_table,
        'row ' || cast(rejected_rows.row_number as {{ dbt.type_string() }})
        || ' would carry MRR of '
        || cast(rejected_rows.mrr_at_stake as {{ dbt.type_string() }})
            as finding
    from rejected_rows
    cross join total
    where
        rejected_rows.source_table = 'billing_subscription_items'
        and rejected_rows.mrr_at_stake
        > {{ var('rejected_rows_error_share') }} * total.mrr
        and {{ var('rejected_rows_error_share') }} < 1
)

select * from final
