-- Every month's closing MRR is what its cohorts, old and new, pay then.
with dated_cohorts as (
    select
        {{ dbt.dateadd('month', 'months_since_start', 'cohort_month') }}
            as moment,
        current_mrr,
        retained_accounts
    from {{ ref('fct_retention_cohorts') }}
    where dimension = 'all'
),

cohorts as (
    select
        cast(moment as date) as month,
        sum(current_mrr) as mrr,
        sum(retained_accounts) as accounts
    from dated_cohorts
    group by cast(moment as date)
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
)

select
    coalesce(waterfall.month, cohorts.month) as month,
    waterfall.closing_mrr,
    cohorts.mrr
from waterfall
full outer join cohorts
    on waterfall.month = cohorts.month
where
    cohorts.mrr is distinct from waterfall.closing_mrr
    or cohorts.accounts is distinct from waterfall.closing_accounts
