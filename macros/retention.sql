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
from month to month: a span counts from from_month on, until to_month. Spans
of the same two months are added up first, as most have company.
-#}
{% macro span_changes(groups) -%}
{%- set figures = [
    'expansion_mrr', 'contraction_mrr', 'churned_mrr', 'lost_accounts'
] -%}
span_sums as (
    select
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        from_month,
        to_month,
        sum(
            case when closing_mrr > opening_mrr then closing_mrr - opening_mrr end
        ) as expansion_mrr,
        sum(
            case
                when closing_mrr < opening_mrr and closing_mrr <> 0
                    then opening_mrr - closing_mrr
            end
        ) as contraction_mrr,
        sum(case when closing_mrr = 0 then opening_mrr end) as churned_mrr,
        sum(case when closing_mrr = 0 then 1 end) as lost_accounts
    from changed_spans
    group by
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        from_month,
        to_month
),

span_ends as (
    {% for month, sign in [('from_month', ''), ('to_month', '-')] -%}
    select
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        {{ month }} as month,
        {%- for figure in figures %}
        {{ sign }}{{ figure }} as {{ figure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from span_sums
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}
),

span_changes as (
    select
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        window_months,
        month,
        {%- for figure in figures %}
        sum({{ figure }}) as {{ figure }}{{ ',' if not loop.last }}
        {%- endfor %}
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
