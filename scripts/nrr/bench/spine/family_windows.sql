-- The same by product family: the cohort is accounts with any MRR at the
-- opening, the amounts are what they pay for the family.
with cohort_months as (
    select
        family_months.*,
        account_months.mrr_1_before > 0 as is_in_cohort_1,
        account_months.mrr_3_before > 0 as is_in_cohort_3,
        account_months.mrr_12_before > 0 as is_in_cohort_12
    from spine.family_months
    inner join spine.account_months
        on
            family_months.account_id = account_months.account_id
            and family_months.month_number = account_months.month_number
),

windows as (
    select
        product_family,
        month_number,
        1 as window_months,
        mrr_1_before as opening_mrr,
        mrr as closing_mrr
    from cohort_months
    where is_in_cohort_1

    union all

    select
        product_family,
        month_number,
        3 as window_months,
        mrr_3_before as opening_mrr,
        mrr as closing_mrr
    from cohort_months
    where is_in_cohort_3

    union all

    select
        product_family,
        month_number,
        12 as window_months,
        mrr_12_before as opening_mrr,
        mrr as closing_mrr
    from cohort_months
    where is_in_cohort_12
)

select
    product_family,
    month_number,
    window_months,
    count(*) filter (where opening_mrr > 0) as opening_accounts,
    count(*) filter (where opening_mrr > 0 and closing_mrr > 0)
        as retained_accounts,
    sum(opening_mrr) as opening_mrr,
    sum(greatest(closing_mrr - opening_mrr, 0)) as expansion_mrr,
    sum(greatest(opening_mrr - closing_mrr, 0)) filter (where closing_mrr > 0)
        as contraction_mrr,
    sum(opening_mrr) filter (where closing_mrr = 0) as churned_mrr
from windows
group by all
