{#- base_model('crm_pocs') is base_crm__pocs: the model that judges its rows. -#}
{% macro base_model(table) -%}
    {%- if table == 'exchange_rates' -%}
        {{ return('base_billing__exchange_rates') }}
    {%- endif -%}
    {%- set system, entities = table.split('_', 1) -%}
    {{ return('base_' ~ system ~ '__' ~ entities) }}
{%- endmacro %}

{#- The rejected rows of one raw table, each with its reason as a sentence. -#}
{% macro rejected_rows(table) -%}
{%- set contract = raw_contract()[table] -%}
{%- set columns = contract['columns'] -%}
    select
        '{{ table }}' as source_table,
        judged.row_number,
        judged.row_key,
        judged.reason_code,
        judged.column_name,
        case judged.column_name
            {%- for column in columns %}
            when '{{ column }}' then raw_rows.{{ column }}
            {%- endfor %}
        end as raw_value,
        case judged.column_name
            {%- for column, rule in columns.items() %}
            when '{{ column }}' then '{{ expected_value(rule) }}'
            {%- endfor %}
        end as expected,
        {% if contract.in_order -%}
        raw_rows.{{ contract.in_order[0] }}
        {%- else -%}
        cast(null as {{ dbt.type_string() }})
        {%- endif %} as first_date,
        judged.recorded_at,
        raw_rows.source_file,
        judged.own_currency_mrr,
        judged.currency,
        {{ row_json(columns.keys() | list, 'raw_rows') }} as row_json
    from (
        select
            row_number,
            row_key,
            {{ word('rejection', 1) }} as reason_code,
            {{ word('rejection', 2) }} as column_name,
            recorded_at,
            {% if table == 'billing_subscription_items' -%}
            case
                when coalesce(charge_type, 'recurring') = 'recurring'
                    then estimated_mrr
                else 0
            end as own_currency_mrr,
            currency
            {%- elif table == 'crm_reserved_expansions' -%}
            cast(reserved_mrr as {{ type_ratio() }}) as own_currency_mrr,
            currency
            {%- else -%}
            cast(null as {{ type_ratio() }}) as own_currency_mrr,
            cast(null as {{ dbt.type_string() }}) as currency
            {%- endif %}
        from {{ ref(base_model(table)) }}
        where row_status = 'rejected'
    ) as judged
    inner join (
        {{ raw(table) }}
    ) as raw_rows
        on judged.row_number = raw_rows.row_number
{%- endmacro %}

{#- What a column may hold, in words. -#}
{% macro expected_value(rule) -%}
    {%- if rule.references == 'account' -%}
    an account that the CRM has or a billing customer names
    {%- elif rule.references == 'poc' -%}
    the poc_id of an accepted PoC
    {%- elif rule.references == 'site' -%}
    the site_id of an accepted site
    {%- elif rule.type == 'code' -%}
    one of {{ rule['values'] | join(', ') }}
    {%- elif rule.type == 'currency' -%}
    an ISO 4217 code such as JPY
    {%- elif rule.type == 'date' -%}
    a date written YYYY-MM-DD or YYYY/MM/DD, from 1900 on
    {%- elif rule.type == 'timestamp' -%}
    a UTC time such as 2026-03-31 09:00:00 or one with an offset
    {%- elif rule.type == 'boolean' -%}
    true or false
    {%- elif rule.type == 'id' -%}
    an id without invisible characters
    {%- elif rule.type in ('integer', 'decimal') -%}
    a plain {{ 'whole number' if rule.type == 'integer' else 'number such as 1234.56' }}
    {%- if rule.min is defined %} of at least {{ rule.min }}{% endif -%}
    {%- if rule.above is defined %} above {{ rule.above }}{% endif -%}
    {%- if rule.max is defined %} and at most {{ rule.max }}{% endif -%}
    {%- if rule.type == 'decimal' %}, small enough to store{% endif -%}
    {%- else -%}
    text
    {%- endif -%}
{%- endmacro %}
