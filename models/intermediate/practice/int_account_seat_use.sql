-- Seats of accounts that pay by the seat, in the last reported month: how many
-- people have one, what one costs, and how many are used. A person may have a
-- seat of several products: the most widely sold one says how many there are.
with latest_states as (
    select
        *,
        row_number() over (
            partition by account_id, product_id
            order by month desc
        ) as latest_number
    from {{ ref('int_product_mrr_states') }}
),

usage_months as (
    select * from {{ ref('stg_product__usage_monthly') }}
),

resolved_accounts as (
    select * from {{ ref('int_accounts_resolved') }}
),

seat_products as (
    select
        account_id,
        product_id,
        current_mrr,
        {{ whole_seats('current_seats') }} as seats
    from latest_states
    where
        latest_number = 1
        and current_mrr > 0
        and current_seats >= 1
),

used_seats as (
    select
        coalesce(
            resolved_accounts.ledger_account_id, usage_months.account_id
        ) as account_id,
        usage_months.product_id,
        sum(usage_months.active_seats) as active_seats
    from usage_months
    left join resolved_accounts
        on usage_months.account_id = resolved_accounts.account_id
    where
        {{ month_number('usage_months.month') }}
        = {{ last_reported_month() }}
    group by
        coalesce(resolved_accounts.ledger_account_id, usage_months.account_id),
        usage_months.product_id
),

final as (
    select
        seat_products.account_id,
        max(seat_products.seats) as seats,
        cast(12 * sum(seat_products.current_mrr) as {{ type_money() }})
            as seat_arr,
        sum(used_seats.active_seats) as active_seats,
        sum(
            case
                when used_seats.product_id is not null then seat_products.seats
            end
        ) as measured_seats
    from seat_products
    left join used_seats
        on
            seat_products.account_id = used_seats.account_id
            and seat_products.product_id = used_seats.product_id
    group by seat_products.account_id
)

select * from final
