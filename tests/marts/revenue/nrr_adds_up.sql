-- opening + expansion - contraction - churned = closing; nothing is negative;
-- no more of expansion was reserved than there is; nobody is retained who was
-- not there; GRR is at most 1 and at most NRR.
select * from {{ ref('fct_nrr_monthly') }}
where
    opening_mrr + expansion_mrr - contraction_mrr - churned_mrr <> closing_mrr
    or least(
        opening_mrr, expansion_mrr, contraction_mrr, churned_mrr, closing_mrr
    ) < 0
    or reserved_expansion_mrr is null
    or reserved_expansion_mrr not between 0 and expansion_mrr
    or retained_accounts not between 0 and opening_accounts
    or gross_revenue_retention > 1
    or gross_revenue_retention > net_revenue_retention
    or (opening_mrr = 0) <> (net_revenue_retention is null)
