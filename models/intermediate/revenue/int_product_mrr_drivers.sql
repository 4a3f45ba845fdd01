-- Why an account's MRR of a product changed: the whole change has one driver
-- where the account or the product came or went; else seats and the rest.
with product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

account_states as (
    select * from {{ ref('int_account_mrr_states') }}
),

plan_changes as (
    select * from {{ ref('int_plan_changes') }}
),

changed_products as (
    select
        product_states.*,
        account_states.mrr_change as account_mrr_change,
        account_states.previous_mrr as account_previous_mrr,
        account_states.current_mrr as account_current_mrr,
        account_states.is_first as is_account_first,
        plan_changes.account_id is not null as is_plan_changed,
        product_states.current_seats - product_states.previous_seats
            as seats_change,
        product_states.previous_mrr > 0
        and product_states.current_mrr > 0
        and product_states.previous_seats > 0
        and product_states.current_seats > 0 as is_split
    from product_states
    inner join account_states
        on
            product_states.account_id = account_states.account_id
            and product_states.month = account_states.month
    left join plan_changes
        on
            product_states.account_id = plan_changes.account_id
            and product_states.product_id = plan_changes.product_id
            and product_states.month = plan_changes.month
),

-- previous MRR a seat times the seats that came or went, rounded once
split_changes as (
    select
        *,
        case
            when is_split and seats_change <> 0
                then
                    case when seats_change > 0 then 1 else -1 end
                    * {{ units_to_money(divide_rounded(
                        whole_units('abs(seats_change)', 4)
                        ~ " * " ~ whole_units('previous_mrr', 4),
                        whole_units('previous_seats', 4)
                    )) }}
            else 0
        end as seat_mrr_change
    from changed_products
),

seat_drivers as (
    select
        account_id,
        product_id,
        month,
        case
            when seats_change > 0 then 'seat_expansion' else 'seat_contraction'
        end as driver,
        seat_mrr_change as mrr_change,
        seats_change
    from split_changes
    where seat_mrr_change <> 0
),

other_drivers as (
    select
        account_id,
        product_id,
        month,
        case
            when is_account_first then 'new_business'
            when account_previous_mrr = 0 then 'reactivation'
            when account_current_mrr = 0 then 'churn'
            when previous_mrr = 0 then 'cross_sell'
            when current_mrr = 0 then 'product_loss'
            when is_plan_changed and mrr_change > seat_mrr_change
                then 'plan_upgrade'
            when is_plan_changed then 'plan_downgrade'
            when mrr_change > seat_mrr_change then 'price_increase'
            else 'price_decrease'
        end as driver,
        mrr_change - seat_mrr_change as mrr_change,
        case
            when is_split then 0
            when previous_mrr = 0 then current_seats
            when current_mrr = 0 then -previous_seats
        end as seats_change
    from split_changes
    where mrr_change <> seat_mrr_change
),

final as (
    select
        account_id,
        product_id,
        month,
        driver,
        cast(mrr_change as {{ type_money() }}) as mrr_change,
        cast(seats_change as {{ type_money() }}) as seats_change
    from seat_drivers

    union all

    select
        account_id,
        product_id,
        month,
        driver,
        cast(mrr_change as {{ type_money() }}) as mrr_change,
        cast(seats_change as {{ type_money() }}) as seats_change
    from other_drivers
)

select * from final
