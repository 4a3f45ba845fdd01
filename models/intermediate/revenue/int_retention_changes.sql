-- How expansion, contraction and churn over each window change from month to
-- month, by profile and by the ARR band of the account at the window's opening.
with states as (
    select
        account_id,
        month,
        next_month,
        current_mrr
    from {{ ref('int_account_mrr_states') }}
),

profiles as (
    select
        account_id,
        profile_id
    from {{ ref('int_account_profiles') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

{{ changed_spans(['account_id']) }},

grouped_spans as (
    select
        profiles.profile_id,
        {{ arr_band_number('changed_spans.opening_mrr') }} as arr_band_number,
        changed_spans.window_months,
        changed_spans.from_month,
        changed_spans.to_month,
        changed_spans.opening_mrr,
        changed_spans.closing_mrr
    from changed_spans
    inner join profiles
        on changed_spans.account_id = profiles.account_id
),

{{ span_changes(['profile_id', 'arr_band_number']) }}

select * from span_changes
