-- first reported + difference = restated, which is the waterfall's closing; the
-- causes that hold a month add up to its difference, its accounts are theirs.
with restatements as (
    select * from {{ ref('fct_mrr_restatements_monthly') }}
),

waterfall as (
    select * from {{ ref('fct_mrr_waterfall_monthly') }}
    where dimension = 'all'
),

account_causes as (
    select
        restatements.month,
        causes.account_id,
        sum(causes.mrr_change) as difference
    from restatements
    inner join {{ ref('fct_mrr_restatement_causes') }} as causes
        on
            restatements.month >= causes.from_month
            and restatements.month <= causes.to_month
    group by
        restatements.month,
        causes.account_id
    having sum(causes.mrr_change) <> 0
),

month_causes as (
    select
        month,
        sum(difference) as difference,
        count(*) as accounts
    from account_causes
    group by month
)

select
    coalesce(waterfall.month, restatements.month) as month,
    restatements.difference,
    month_causes.difference as difference_of_causes,
    restatements.restated_accounts,
    month_causes.accounts as accounts_of_causes
from waterfall
full outer join restatements
    on waterfall.month = restatements.month
left join month_causes
    on restatements.month = month_causes.month
where
    restatements.restated_mrr is distinct from waterfall.closing_mrr
    or restatements.first_reported_mrr + restatements.difference
    <> restatements.restated_mrr
    or restatements.difference <> coalesce(month_causes.difference, 0)
    or restatements.restated_accounts <> coalesce(month_causes.accounts, 0)
