-- Dense by its nature: one row an account and month of the 12-month cohort.
with account_months as (
    select * from {{ ref('fct_account_mrr_monthly') }}
),

months as (
    select * from {{ ref('int_months') }}
),

headline as (
    select * from {{ ref('fct_nrr_monthly') }}
    where
        dimension = 'all'
        and window_months = 12
),

cohort_accounts as (
    select
        months.month,
        opening.account_id,
        opening.mrr as opening_mrr,
        coalesce(closing.mrr, 0) as closing_mrr
    from account_months as opening
    inner join months
        on
            months.month = cast({{ dbt.dateadd(
                'month', 12, 'opening.month'
            ) }} as date)
    left join account_months as closing
        on
            opening.account_id = closing.account_id
            and months.month = closing.month
),

final as (
    select
        cohort_accounts.month,
        cohort_accounts.account_id,
        cohort_accounts.opening_mrr,
        cast(cohort_accounts.closing_mrr as {{ type_money() }}) as closing_mrr,
        100 * {{ ratio(
            '(cohort_accounts.closing_mrr - cohort_accounts.opening_mrr)',
            'headline.opening_mrr'
        ) }} as contribution_points,
        cast(
            row_number() over (
                partition by cohort_accounts.month
                order by
                    abs(
                        cohort_accounts.closing_mrr
                        - cohort_accounts.opening_mrr
                    ) desc,
                    cohort_accounts.account_id
            ) as bigint
        ) as contribution_rank
    from cohort_accounts
    inner join headline
        on cohort_accounts.month = headline.month
)

select * from final
