with steps as (
    select * from {{ ref('int_reserved_steps') }}
),

fulfilments as (
    select
        reserved_expansion_id,
        sum(fulfilled_mrr) as fulfilled_mrr,
        min(month) as first_month,
        max(month) as last_month
    from {{ ref('int_reserved_fulfilments') }}
    group by reserved_expansion_id
),

fulfilled_steps as (
    select
        steps.*,
        coalesce(fulfilments.fulfilled_mrr, 0) as fulfilled_mrr,
        fulfilments.first_month,
        case
            when fulfilments.fulfilled_mrr = steps.reserved_mrr
                then fulfilments.last_month
        end as fulfilled_month
    from steps
    left join fulfilments
        on steps.reserved_expansion_id = fulfilments.reserved_expansion_id
),

judged_steps as (
    select
        *,
        case
            when fulfilled_month is not null then 'fulfilled'
            when is_cancelled then 'cancelled'
            when lapsed_month is not null then 'lapsed'
            when planned_month > {{ last_reported_month() }} then 'pending'
            when fulfilled_mrr > 0 then 'partially_fulfilled'
            else 'overdue'
        end as status
    from fulfilled_steps
),

final as (
    select
        reserved_expansion_id,
        account_id,
        product_id,
        opportunity_id,
        expansion_kind,
        agreed_date,
        {{ month_date('planned_month') }} as planned_month,
        reserved_mrr,
        reserved_seats,
        cast(fulfilled_mrr as {{ type_money() }}) as fulfilled_mrr,
        cast(reserved_mrr - fulfilled_mrr as {{ type_money() }})
            as unfulfilled_mrr,
        {{ ratio('fulfilled_mrr', 'reserved_mrr') }} as fulfilment_rate,
        {{ month_date('first_month') }} as first_fulfilled_month,
        {{ month_date('fulfilled_month') }} as fully_fulfilled_month,
        status,
        case
            when fulfilled_month < planned_month then 'early'
            when
                fulfilled_month
                <= planned_month + {{ var('reserved_grace_months') }}
                then 'on_time'
            when fulfilled_month is not null then 'late'
        end as timing,
        cast(
            case
                when status = 'fulfilled'
                    then fulfilled_month - planned_month
                when status in ('partially_fulfilled', 'overdue')
                    then {{ last_reported_month() }} - planned_month
            end as bigint
        ) as months_late,
        {{ fiscal_quarter_start('planned_month') }}
        = {{ fiscal_quarter_start(last_reported_month() ~ ' + 1') }}
            as is_due_this_quarter,
        owner_id
    from judged_steps
)

select * from final
