-- How expansion, contraction and churn over each window change from month to
-- month, by profile and by the ARR band of the account at the window's opening.
with account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

states as (
    select
        account_states.account_id,
        profiles.profile_id,
        {{ arr_band_number('account_states.current_mrr') }} as arr_band_number,
        account_states.month,
        account_states.next_month,
        account_states.current_mrr
    from account_states
    inner join profiles
        on account_states.account_id = profiles.account_id
),

{{ changed_spans(['account_id'], ['profile_id', 'arr_band_number']) }},

{{ span_changes(['profile_id', 'arr_band_number']) }}

select * from span_changes
