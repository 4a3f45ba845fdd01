{#-
walks(links): a CTE of that name, recursive: each link (account_id, next_id) of a
relation followed, step by step, up to 100 steps. A walk sets a mark at its 1st,
2nd, 4th, 8th ... step, and one that runs in a circle soon meets its own (Brent).
-#}
{% macro walks(links) -%}
walks as (
    select
        account_id,
        next_id,
        account_id as mark_id,
        1 as steps
    from {{ links }}

    union all

    select
        walks.account_id,
        {{ links }}.next_id,
        case
            when walks.steps in (1, 2, 4, 8, 16, 32, 64) then walks.next_id
            else walks.mark_id
        end as mark_id,
        walks.steps + 1 as steps
    from walks
    inner join {{ links }}
        on walks.next_id = {{ links }}.account_id
    where
        walks.steps < 100
        and walks.next_id <> walks.mark_id
)
{%- endmacro %}
