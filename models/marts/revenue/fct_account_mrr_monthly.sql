with states as (
    select * from {{ ref('int_account_mrr_states') }}
    where current_mrr > 0
),

months as (
    select * from {{ ref('int_months') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

final as (
    select
        states.account_id,
        months.month,
        states.current_mrr as mrr,
        cast(12 * states.current_mrr as {{ type_money() }}) as arr,
        {{ whole_seats('states.current_seats') }} as seats,
        profiles.size_segment
    from states
    inner join months
        on
            states.month <= months.month_number
            and (
                states.next_month > months.month_number
                or states.next_month is null
            )
    inner join profiles
        on states.account_id = profiles.account_id
)

select * from final
