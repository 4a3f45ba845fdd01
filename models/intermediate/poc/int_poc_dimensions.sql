{%- set cuts = {
    'all': "'all'",
    'motion': 'pocs.motion',
    'size_segment': 'pocs.size_segment',
    'criteria_before_start':
        "case when pocs.has_criteria_before_start then 'yes' else 'no' end",
    'purpose_stated': "case when pocs.has_purpose then 'yes' else 'no' end",
    'criteria_met': "case
            when pocs.criteria_met is null then 'not_judged'
            when pocs.criteria_met = 0 then 'none'
            when pocs.criteria_met = pocs.criteria then 'all'
            else 'some'
        end",
    'target_selection': 'pocs.target_selection',
} -%}
-- What PoCs are cut by: one row a PoC that has started and dimension.
with started_pocs as (
    select * from {{ ref('fct_pocs') }}
    where status <> 'not_started'
),

accounts as (
    select * from {{ ref('int_account_attributes') }}
),

pocs as (
    select
        started_pocs.*,
        coalesce(accounts.size_segment, 'unknown') as size_segment
    from started_pocs
    left join accounts
        on started_pocs.account_id = accounts.account_id
),

final as (
    {% for dimension, value in cuts.items() -%}
    select
        pocs.poc_id,
        '{{ dimension }}' as dimension,
        {{ value }} as dimension_value
    from pocs
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from final
