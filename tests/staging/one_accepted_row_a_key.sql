-- Of every key of every raw table at most one version is accepted.
{% for table in raw_contract() -%}
select
    '{{ table }}' as source_table,
    row_key
from {{ ref(base_model(table)) }}
where row_status = 'accepted'
group by row_key
having count(*) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
