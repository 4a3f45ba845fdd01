with all_issues as (
    {% for subject in [
        'of_accounts', 'of_items', 'of_invoices', 'of_rates', 'of_reservations',
        'of_fulfilments', 'of_pocs', 'of_crm_rows', 'of_billing', 'of_landings',
        'between_systems',
    ] -%}
    select
        issue_code,
        severity,
        account_id,
        source_key,
        detail,
        mrr_at_stake
    from {{ ref('int_issues_' ~ subject) }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select
        issue_code || '|' || source_key as issue_id,
        issue_code,
        severity,
        account_id,
        source_key,
        detail,
        cast(mrr_at_stake as {{ type_money() }}) as mrr_at_stake
    from all_issues
)

select * from final
