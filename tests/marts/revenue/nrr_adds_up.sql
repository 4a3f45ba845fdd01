-- opening + expansion - contraction - churned = closing; nothing is negative;
-- nobody is retained who was not there; GRR is at most 1 and at most NRR.
select * from {{ ref('fct_nrr_monthly') }}
where
    opening_mrr + expansion_mrr - contraction_mrr - churned_mrr <> closing_mrr
    or least(
        opening_mrr, expansion_mrr, contraction_mrr, churned_mrr, closing_mrr
    ) < 0
    or retained_accounts not between 0 and opening_accounts
    or gross_revenue_retention > 1
    or gross_revenue_retention > net_revenue_retention
    or (opening_mrr = 0) <> (net_revenue_retention is null)
