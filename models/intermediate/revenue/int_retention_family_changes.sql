-- How each window's figures change from month to month, per product family:
-- the cohort is accounts with any MRR at the opening, amounts are what they pay
-- for the family.
with states as {{ computed_once() }} (
    select * from {{ ref('int_family_mrr_states') }}
),

account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

windows as (
    {{ retention_window_rows(retention_windows()) }}
),

{{ changed_spans(['account_id', 'family_number']) }},

{{ span_changes(['family_number']) }},

-- spans without any MRR before the account came, or came back
absences as (
    select
        account_id,
        0 as left_month,
        month as returned_month
    from account_states
    where is_first

    union all

    select
        account_id,
        month as left_month,
        next_month as returned_month
    from account_states
    where current_mrr = 0 and next_month is not null
),

-- family MRR of accounts that were away at the opening: not the cohort's;
-- summed before it is spread over windows
newcomer_states as (
    select
        closing_states.family_number,
        absences.left_month,
        absences.returned_month,
        closing_states.month,
        closing_states.next_month,
        sum(closing_states.current_mrr) as mrr
    from absences
    inner join closing_states
        on absences.account_id = closing_states.account_id
    where
        closing_states.current_mrr > 0
        and absences.left_month < closing_states.next_month
        and absences.returned_month + {{ retention_windows() | max }}
        > closing_states.month
    group by
        closing_states.family_number,
        absences.left_month,
        absences.returned_month,
        closing_states.month,
        closing_states.next_month
),

newcomer_spans as (
    select
        newcomer_states.family_number,
        windows.window_months,
        greatest(
            newcomer_states.left_month + windows.window_months,
            newcomer_states.month
        ) as from_month,
        least(
            newcomer_states.returned_month + windows.window_months,
            newcomer_states.next_month
        ) as to_month,
        newcomer_states.mrr
    from newcomer_states
    inner join windows
        on
            newcomer_states.left_month + windows.window_months
            < newcomer_states.next_month
            and newcomer_states.returned_month + windows.window_months
            > newcomer_states.month
),

newcomer_changes as (
    select
        family_number,
        window_months,
        from_month as month,
        mrr as newcomer_mrr
    from newcomer_spans

    union all

    select
        family_number,
        window_months,
        to_month as month,
        -mrr as newcomer_mrr
    from newcomer_spans
),

-- what the family's total does at each month, whoever pays it
total_changes as (
    select
        family_number,
        month,
        sum(mrr_change) as mrr_change,
        sum(
            case
                when current_mrr = 0 then -1
                when current_mrr = mrr_change then 1
                else 0
            end
        ) as accounts_change
    from states
    group by
        family_number,
        month
),

-- every change of a figure, in the month it takes effect
all_changes as (
    {% for figure in ['contraction_mrr', 'churned_mrr', 'lost_accounts'] -%}
    select
        family_number,
        window_months,
        month,
        '{{ figure }}' as figure,
        {{ figure }} as amount
    from span_changes

    union all

    {% endfor -%}
    select
        family_number,
        window_months,
        month,
        'closing_mrr' as figure,
        -newcomer_mrr as amount
    from newcomer_changes

    union all

    select
        total_changes.family_number,
        windows.window_months,
        total_changes.month,
        'closing_mrr' as figure,
        total_changes.mrr_change as amount
    from total_changes
    cross join windows

    {% for figure, change in [
        ('opening_mrr', 'mrr_change'), ('opening_accounts', 'accounts_change')
    ] -%}
    union all

    select
        total_changes.family_number,
        windows.window_months,
        total_changes.month + windows.window_months as month,
        '{{ figure }}' as figure,
        total_changes.{{ change }} as amount
    from total_changes
    cross join windows
    {%- if not loop.last %}

    {% endif %}
    {%- endfor %}
),

final as (
    select
        {%- for figure in retention_family_figures() %}
        coalesce(
            sum(case when figure = '{{ figure }}' then amount end), 0
        ) as {{ figure }},
        {%- endfor %}
        family_number,
        window_months,
        month
    from all_changes
    group by
        family_number,
        window_months,
        month
)

select * from final
