{#- Months between opening and closing of the retention windows. -#}
{% macro retention_windows() -%}
    {{ return([1, 3, 12]) }}
{%- endmacro %}

{#- One row a window: window_months. -#}
{% macro retention_window_rows(windows) -%}
    {%- for window in windows %}
    select {{ window }} as window_months{{ ' union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#-
changed_spans(entity, carried): CTEs over `states` (entity columns, month,
next_month, current_mrr; next_month null = to the last reported month), ending
in `changed_spans`: for each window, the spans of months [from_month, to_month)
in which an entity that paid opening_mrr window_months earlier pays another
closing_mrr. Whoever pays the same is in no span: sparse, as the ledger is.
`windows` has to be there: one row a window. carried: columns of the opening
state that a span keeps.
-#}
{% macro changed_spans(entity, carried=[]) -%}
opening_states as (
    select
        {%- for column in entity + carried %}
        {{ column }},
        {%- endfor %}
        month,
        next_month,
        current_mrr
    from states
    where current_mrr > 0 and next_month is not null
),

closing_states as (
    select
        {%- for column in entity %}
        {{ column }},
        {%- endfor %}
        month,
        coalesce(next_month, {{ last_reported_month() }} + 1) as next_month,
        current_mrr
    from states
),

changed_spans as (
    select
        {%- for column in entity + carried %}
        opening_states.{{ column }},
        {%- endfor %}
        windows.window_months,
        greatest(
            opening_states.month + windows.window_months, closing_states.month
        ) as from_month,
        least(
            opening_states.next_month + windows.window_months,
            closing_states.next_month
        ) as to_month,
        opening_states.current_mrr as opening_mrr,
        closing_states.current_mrr as closing_mrr
    from opening_states
    inner join closing_states
        on
            {%- for column in entity %}
            opening_states.{{ column }} = closing_states.{{ column }} and
            {%- endfor %}
            opening_states.next_month <= closing_states.month
            and opening_states.next_month + {{ retention_windows() | max }}
            > closing_states.month
    inner join windows
        on
            opening_states.month + windows.window_months
            < closing_states.next_month
            and opening_states.next_month + windows.window_months
            > closing_states.month
    where opening_states.current_mrr <> closing_states.current_mrr
)
{%- endmacro %}

{#-
span_changes(groups): sums over `changed_spans`, by columns of it, as changes
from month to month: a span counts from from_month on, until to_month.
-#}
{% macro span_changes(groups) -%}
span_movements as (
    select
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        from_month,
        to_month,
        abs(closing_mrr - opening_mrr) as mrr,
        closing_mrr > opening_mrr as is_expansion,
        closing_mrr = 0 as is_churn
    from changed_spans
),

ends as (
    select 1 as sign
    union all
    select -1 as sign
),

span_ends as (
    select
        {%- for column in groups %}
        span_movements.{{ column }},
        {%- endfor %}
        span_movements.window_months,
        case
            when ends.sign = 1 then span_movements.from_month
            else span_movements.to_month
        end as month,
        ends.sign * span_movements.mrr as mrr,
        ends.sign as accounts,
        span_movements.is_expansion,
        span_movements.is_churn
    from span_movements
    cross join ends
),

span_changes as (
    select
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        month,
        sum(case when is_expansion then mrr end) as expansion_mrr,
        sum(case when not is_expansion and not is_churn then mrr end)
            as contraction_mrr,
        sum(case when is_churn then mrr end) as churned_mrr,
        sum(case when is_churn then accounts end) as lost_accounts
    from span_ends
    group by
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        month
)
{%- endmacro %}

{#- Figures of a product family that run from month to month. -#}
{% macro retention_family_figures() -%}
    {{ return([
        'opening_accounts', 'opening_mrr', 'closing_mrr', 'contraction_mrr',
        'churned_mrr', 'lost_accounts',
    ]) }}
{%- endmacro %}

{#- Rival definitions of 12-month NRR, the headline first. -#}
{% macro nrr_policies() -%}
    {{ return([
        'cohort_point_to_point', 'monthly_chained', 'monthly_average',
        'flow_over_opening', 'with_reactivation', 'contraction_ignored',
        'organic', 'ultimate_parent',
    ]) }}
{%- endmacro %}
