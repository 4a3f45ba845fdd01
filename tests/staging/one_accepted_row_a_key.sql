-- Of every key of every raw table at most one version is accepted.
{% for table, contract in raw_contract().items() -%}
select '{{ table }}' as source_table
from {{ ref(base_model(table)) }}
where row_status = 'accepted'
group by {{ contract['key'] | join(', ') }}
having count(*) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
