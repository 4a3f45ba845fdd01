-- loaded = accepted + superseded + deleted + rejected, for every table, and
-- every accepted item is live or excluded for one counted reason.
select * from {{ ref('fct_source_reconciliation') }}
where
    not is_reconciled
    or (
        source_table = 'billing_subscription_items'
        and accepted_rows <> not_recurring_rows + zero_length_rows
        + never_active_rows + paused_rows + trial_rows + free_rows
        + intra_month_rows + not_started_rows + live_rows
    )
