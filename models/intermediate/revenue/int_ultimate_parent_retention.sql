-- 12-month retention of all MRR, counted at the root of the hierarchy: what
-- moves between a company's subsidiaries is neither expansion nor churn.
with account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

attributes as (
    select * from {{ ref('int_account_attributes') }}
),

months as (
    select * from {{ ref('int_months') }}
),

windows as (
    {{ retention_window_rows([12]) }}
),

parent_changes as (
    select
        attributes.ultimate_parent_id,
        account_states.month,
        sum(account_states.mrr_change) as mrr_change
    from account_states
    inner join attributes
        on account_states.account_id = attributes.account_id
    group by
        attributes.ultimate_parent_id,
        account_states.month
    having sum(account_states.mrr_change) <> 0
),

states as (
    select
        ultimate_parent_id,
        month,
        lead(month) over (
            partition by ultimate_parent_id
            order by month
        ) as next_month,
        cast(
            sum(mrr_change) over (
                partition by ultimate_parent_id
                order by month
                rows between unbounded preceding and current row
            ) as {{ type_money() }}
        ) as current_mrr
    from parent_changes
),

{{ changed_spans(['ultimate_parent_id']) }},

{{ span_changes([]) }},

final as (
    select
        months.month,
        sum(
            coalesce(span_changes.expansion_mrr, 0)
            - coalesce(span_changes.contraction_mrr, 0)
            - coalesce(span_changes.churned_mrr, 0)
        ) over (
            order by months.month
            rows between unbounded preceding and current row
        ) as net_mrr
    from months
    left join span_changes
        on months.month_number = span_changes.month
)

select * from final
