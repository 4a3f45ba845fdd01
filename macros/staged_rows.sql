{#-
staged_rows(table): every raw row of a table with its columns parsed, the
reason it is rejected for, if any, and what became of it. The base_ models.

Adds to the contract's columns:
  row_number  as in raw: the row's number within its table
  row_key     the key's values as text, joined by |; null unless rejected
  rejection   'reason_code column_name', the first that holds; else null
  row_status  accepted | superseded | deleted | rejected | not_yet_known

derived: {name: expression} over the parsed columns, kept of rejected rows
limits:  [(column, condition)], rejected as out_of_range, over parsed and
         derived columns and those of the references joined
-#}
{% macro staged_rows(table, derived={}, limits=[]) %}
{%- set contract = raw_contract()[table] -%}
{%- set columns = contract['columns'] -%}
{%- set references = staged_references(columns) -%}
{%- set rejection = staged_rejection(contract, limits, references) -%}
{%- set reference_joins = staged_reference_joins(references) -%}
{%- set key_history -%}
    partition by row_key
    order by version_at desc, row_number
{%- endset -%}
{#- parsed once, read by staging, by the rejected rows and by the counts -#}
{{ config(materialized='table') }}
with raw_rows as (
    {{ raw(table) }}
),

-- text is read as it stands; only what does not parse so is trimmed, folded and
-- read again, because that costs more than the parsing
strictly_read_rows as (
    select
        row_number,
        {%- for column, rule in columns.items() %}
        {{ column }} as {{ column }}_raw,
        {{ parsed(column, rule) }} as {{ column }}_strict{{ ',' if not loop.last }}
        {%- endfor %}
    from raw_rows
),

cleaned_rows as (
    select
        *,
        {%- for column, rule in columns.items() %}
        case
            when {{ column }}_strict is null
                then {{ cleaned(column ~ '_raw', rule) }}
        end as {{ column }}_text{{ ',' if not loop.last }}
        {%- endfor %}
    from strictly_read_rows
),

parsed_rows as (
    select
        *,
        {%- for column, rule in columns.items() %}
        {% if rule['type'] in ('id', 'text') -%}
        {{ column }}_strict as {{ column }}{{ ',' if not loop.last }}
        {%- else -%}
        coalesce(
            {{ column }}_strict,
            {{ parsed(column ~ '_text', rule) }}
        ) as {{ column }}{{ ',' if not loop.last }}
        {%- endif %}
        {%- endfor %}
    from cleaned_rows
),

-- a deletion needs no more than its key
checked_rows as {{ computed_once() }} (
    select
        row_number,
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {%- for name, expression in derived.items() %}
        {{ expression }} as {{ name }},
        {%- endfor %}
        {{ staged_key(contract['key']) }} as row_key,
        coalesce(recorded_at, cast('1900-01-01' as timestamp)) as version_at,
        coalesce(recorded_at < {{ as_of_end() }}, true) as is_known,
        case
            {{ staged_row_checks(contract) }}
        end as row_rejection
    from parsed_rows
),

-- most keys have one row: only the others need comparing
repeated_keys as (
    select row_key
    from checked_rows
    where row_rejection is null and is_known
    group by row_key
    having count(*) > 1
),

repeated_rows as (
    select
        checked_rows.row_number,
        checked_rows.row_key,
        checked_rows.version_at,
        {{ staged_content(columns) }} as content
    from checked_rows
    inner join repeated_keys
        on checked_rows.row_key = repeated_keys.row_key
    where checked_rows.row_rejection is null and checked_rows.is_known
),

compared_rows as (
    select
        *,
        min(content) over (partition by row_key, version_at)
        <> max(content) over (partition by row_key, version_at)
            as is_conflicting
    from repeated_rows
),

-- judged apart from the rest, as only what is not rejected is ranked
judged_versions as (
    select
        checked_rows.row_number,
        checked_rows.row_key,
        checked_rows.version_at,
        checked_rows.is_deleted,
        {{ rejection }} as rejection
    from compared_rows as versions
    inner join checked_rows
        on versions.row_number = checked_rows.row_number
    {{- reference_joins }}
),

ranked_versions as (
    select
        row_number,
        row_number() over ({{ key_history }}) as version_rank,
        {%- if contract.outlives_deletion %}
        lag(version_at) over ({{ key_history }}) as next_version_at,
        count(case when not coalesce(is_deleted, false) then 1 end) over (
            {{ key_history }}
            rows between unbounded preceding and current row
        ) as standing_versions
        {%- else %}
        cast(null as timestamp) as next_version_at,
        0 as standing_versions
        {%- endif %}
    from judged_versions
    where rejection is null
),

-- few, and known to be: the wide rows must not be what a join builds upon
repeated_versions as (
    select
        compared_rows.row_number,
        compared_rows.is_conflicting,
        ranked_versions.version_rank,
        ranked_versions.next_version_at,
        ranked_versions.standing_versions
    from compared_rows
    left join ranked_versions
        on compared_rows.row_number = ranked_versions.row_number
),

judged_rows as (
    select
        checked_rows.*,
        versions.version_rank > 1 as is_older,
        versions.version_rank > 1
        and versions.standing_versions = 1
        and not coalesce(checked_rows.is_deleted, false) as is_outliving,
        versions.next_version_at,
        {{ rejection }} as rejection
    from checked_rows
    left join repeated_versions as versions
        on checked_rows.row_number = versions.row_number
    {{- reference_joins }}
),

final as (
    select
        row_number,
        case when rejection is not null then row_key end as row_key,
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {%- for name in derived %}
        case when rejection is not null then {{ name }} end as {{ name }},
        {%- endfor %}
        {%- if contract.outlives_deletion %}
        case when is_outliving then next_version_at end as deleted_at,
        {%- endif %}
        rejection,
        case
            when not is_known then 'not_yet_known'
            when rejection is not null then 'rejected'
            when is_outliving then 'accepted'
            when is_older then 'superseded'
            when is_deleted then 'deleted'
            else 'accepted'
        end as row_status
    from judged_rows
)

select * from final
{% endmacro %}

{#- Why a row of checked_rows is rejected: by itself, beside its versions or
for what it refers to. -#}
{% macro staged_rejection(contract, limits, references) -%}
    case
            when checked_rows.row_rejection is not null
                then checked_rows.row_rejection
            {%- for column, condition in limits %}
            when {{ condition }} then 'out_of_range {{ column }}'
            {%- endfor %}
            when versions.is_conflicting
                then 'conflicting_versions {{ contract["key"][0] }}'
            {%- for reference in references %}
            when
                not coalesce(checked_rows.is_deleted, false)
                and {{ reference.alias }}.{{ reference.key }} is null
                then '{{ reference.reason }} {{ reference.column }}'
            {%- endfor %}
            {%- if contract.in_order %}
            when {{ staged_inverted(contract) }}
                then 'inverted_dates {{ contract.in_order[1] }}'
            {%- endif %}
        end
{%- endmacro %}

{% macro staged_reference_joins(references) -%}
    {%- for reference in references %}
    left join {{ reference.relation }} as {{ reference.alias }}
        on
            checked_rows.{{ reference.column }}
            = {{ reference.alias }}.{{ reference.key }}
    {%- endfor %}
{%- endmacro %}

{#- First moment that is not known yet: the day after as_of_date, UTC. -#}
{% macro as_of_end() -%}
    cast({{ dbt.dateadd(
        'day', 1, "cast('" ~ var('as_of_date') ~ "' as timestamp)"
    ) }} as timestamp)
{%- endmacro %}

{#- A row that ends before it starts; a canceled item may: it never began. -#}
{% macro staged_inverted(contract) -%}
    {%- set first, last = contract.in_order -%}
    checked_rows.{{ last }} < checked_rows.{{ first }}
                and not coalesce(checked_rows.is_deleted, false)
    {%- if 'canceled' in contract['columns'].get('status', {}).get('values', []) %}
                and coalesce(checked_rows.status, '') <> 'canceled'
    {%- endif -%}
{%- endmacro %}

{#- The key's values as one text, as they stand where they do not parse. -#}
{% macro staged_key(key) -%}
    {%- for column in key -%}
    coalesce(
            cast({{ column }} as {{ dbt.type_string() }}), {{ column }}_text, ''
        )
    {%- if not loop.last %} || '|' || {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- One text that differs where any column differs, nulls included. -#}
{% macro staged_content(columns) -%}
    {%- for column in columns -%}
    coalesce(
            '=' || cast(checked_rows.{{ column }} as {{ dbt.type_string() }}), ''
        )
    {%- if not loop.last %} || '|' || {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- The arms that judge a row by itself, in the order of the reasons. -#}
{% macro staged_row_checks(contract) -%}
    {%- set columns = contract['columns'] -%}
    {%- for column, rule in columns.items() if rule['type'] not in ('text', 'code', 'currency') %}
            when
                {{ column }}_text is not null
                and {{ column }} is null
                {{ staged_unless_deleted(contract, column) }}
                {%- if rule['type'] in ('integer', 'decimal') %}
                and case
                    when {{ column }} is null
                        then not {{ matches(column ~ '_text', raw_patterns()[rule['type']]) }}
                end
                {%- endif %}
                then 'unreadable_value {{ column }}'
    {%- endfor -%}
    {%- for column, rule in columns.items() if rule.required %}
            when
                {{ column }} is null
                and {{ column }}_text is null
                {{ staged_unless_deleted(contract, column) }}
                then 'missing_required {{ column }}'
    {%- endfor -%}
    {%- for column, rule in columns.items() if rule['type'] in ('code', 'currency', 'integer', 'decimal') %}
            when
                (
                    ({{ column }}_text is not null and {{ column }} is null)
                    {%- if rule.min is defined %}
                    or {{ column }} < {{ rule.min }}
                    {%- endif %}
                    {%- if rule.above is defined %}
                    or {{ column }} <= {{ rule.above }}
                    {%- endif %}
                    {%- if rule.max is defined %}
                    or {{ column }} > {{ rule.max }}
                    {%- endif %}
                )
                {{ staged_unless_deleted(contract, column) }}
                then 'out_of_range {{ column }}'
    {%- endfor -%}
{%- endmacro %}

{% macro staged_unless_deleted(contract, column) -%}
    {%- if column not in contract['key'] + ['recorded_at', 'is_deleted'] -%}
    and not coalesce(is_deleted, false)
    {%- endif -%}
{%- endmacro %}

{#- The relations in which a column's value has to be found. -#}
{% macro staged_references(columns) -%}
    {%- set known = {
        'account': ('base_known_accounts', 'account_id', 'unknown_account'),
        'poc': ('stg_crm__pocs', 'poc_id', 'unknown_poc'),
        'site': ('stg_crm__account_sites', 'site_id', 'unknown_site'),
        'fx_rate': ('base_constant_rates', 'currency', 'fx_rate_missing'),
    } -%}
    {%- set found = [] -%}
    {%- for column, rule in columns.items() if rule.references -%}
        {%- set model, key, reason = known[rule.references] -%}
        {%- do found.append({
            'column': column,
            'relation': ref(model),
            'alias': 'known_' ~ rule.references,
            'key': key,
            'reason': reason,
        }) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
