{%- set value_history -%}
    partition by dimension, dimension_value
    order by month
{%- endset -%}
-- opening + flows = closing = next opening, in money and in accounts, from an
-- opening of 0 in the first month.
with waterfall as (
    select
        *,
        lag(closing_mrr, 1, 0) over ({{ value_history }}) as closing_before,
        lag(closing_accounts, 1, 0) over ({{ value_history }})
            as accounts_before
    from {{ ref('fct_mrr_waterfall_monthly') }}
)

select * from waterfall
where
    opening_mrr + new_mrr + reactivation_mrr + expansion_mrr
    - contraction_mrr - churned_mrr <> closing_mrr
    or opening_mrr <> closing_before
    or opening_accounts + new_accounts + reactivated_accounts
    - churned_accounts <> closing_accounts
    or opening_accounts <> accounts_before
    or least(
        new_mrr, reactivation_mrr, expansion_mrr, contraction_mrr, churned_mrr
    ) < 0
