with attributes as (
    select * from {{ ref('int_account_attributes') }}
),

crm_accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

customers as (
    select * from {{ ref('stg_billing__customers') }}
),

profiles as (
    select * from {{ ref('int_account_profiles') }}
),

current_states as (
    select * from {{ ref('int_account_mrr_states') }}
    where next_month is null
),

customer_names as (
    select
        coalesce(account_id, 'billing:' || customer_id) as account_id,
        min(customer_name) as customer_name
    from customers
    group by 1
),

final as (
    select
        attributes.account_id,
        coalesce(
            crm_accounts.account_name,
            customer_names.customer_name,
            attributes.account_id
        ) as account_name,
        attributes.ultimate_parent_id,
        attributes.employee_count,
        attributes.addressable_seats,
        attributes.industry,
        attributes.region,
        attributes.size_segment,
        {{ month_date('profiles.first_mrr_month') }} as first_mrr_month,
        profiles.acquisition_year,
        coalesce(profiles.reservation = 'reserved_at_sale', false)
            as is_reserved_at_sale,
        coalesce(current_states.current_mrr > 0, false) as is_active,
        coalesce(current_states.current_mrr, 0) as current_mrr,
        cast(12 * coalesce(current_states.current_mrr, 0) as {{ type_money() }})
            as current_arr,
        case
            when current_states.account_id is null then 0
            else {{ whole_seats('current_states.current_seats') }}
        end as current_seats
    from attributes
    left join crm_accounts
        on attributes.account_id = crm_accounts.account_id
    left join customer_names
        on attributes.account_id = customer_names.account_id
    left join profiles
        on attributes.account_id = profiles.account_id
    left join current_states
        on attributes.account_id = current_states.account_id
)

select * from final
