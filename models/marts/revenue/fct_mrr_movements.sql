with states as (
    select * from {{ ref('int_account_mrr_states') }}
),

months as (
    select * from {{ ref('int_months') }}
),

final as (
    select
        states.account_id,
        months.month,
        case
            when states.is_first then 'new'
            when states.previous_mrr = 0 then 'reactivation'
            when states.current_mrr = 0 then 'churn'
            when states.mrr_change > 0 then 'expansion'
            else 'contraction'
        end as movement_type,
        states.previous_mrr,
        states.mrr_change,
        states.current_mrr,
        {{ whole_seats('states.previous_seats') }} as previous_seats,
        {{ whole_seats('states.current_seats') }} as current_seats
    from states
    inner join months
        on states.month = months.month_number
    -- a month in which only seats or products changed moved no MRR
    where states.mrr_change <> 0
)

select * from final
