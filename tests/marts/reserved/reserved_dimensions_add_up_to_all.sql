-- Over the values of each dimension every amount and count adds up to 'all'.
{%- set marts = [
    ('fct_reserved_expansions_monthly', 'planned_month', [
        'steps', 'fulfilled_steps', 'reserved_mrr', 'fulfilled_mrr',
        'fulfilled_on_time_mrr', 'cancelled_mrr', 'lapsed_mrr', 'overdue_mrr',
        'pending_mrr',
    ]),
    ('fct_committed_arr_monthly', 'month', [
        'arr', 'reserved_not_live_arr', 'known_starting_arr',
        'known_ending_arr', 'committed_arr',
    ]),
] %}
with figures as (
    {%- for mart, month, sums in marts %}
    {%- set outer_loop = loop %}
    {%- for figure in sums %}
    select
        '{{ mart }}' as mart,
        '{{ figure }}' as figure,
        {{ month }} as month,
        dimension,
        sum({{ figure }}) as amount
    from {{ ref(mart) }}
    group by
        {{ month }},
        dimension
    {% if not (loop.last and outer_loop.last) -%} union all {%- endif %}
    {%- endfor %}
    {%- endfor %}
)

select
    parts.mart,
    parts.figure,
    parts.month,
    parts.dimension,
    parts.amount,
    whole.amount as amount_of_all
from figures as parts
left join figures as whole
    on
        parts.mart = whole.mart
        and parts.figure = whole.figure
        and parts.month = whole.month
        and whole.dimension = 'all'
where parts.amount is distinct from whole.amount
