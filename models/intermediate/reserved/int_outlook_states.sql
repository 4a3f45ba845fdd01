-- What is promised, will end and is booked to start, per account and product,
-- after each change of it. What is booked follows what ends before it adds
-- anything; what it adds to a paying account would fulfil open steps.
with promises as (
    select * from {{ ref('int_reserved_promise_changes') }}
    where month <= {{ last_reported_month() }}
),

outlooks as (
    select * from {{ ref('int_item_outlook_changes') }}
),

profiles as (
    select * from {{ ref('int_reserved_account_profiles') }}
),

changes as (
    select
        account_id,
        product_id,
        month,
        open_mrr,
        0 as ending_mrr,
        0 as booked_mrr
    from promises

    union all

    select
        account_id,
        product_id,
        month,
        0 as open_mrr,
        ending_mrr,
        booked_mrr
    from outlooks
),

outlook_products as (
    select distinct
        account_id,
        product_id
    from changes
),

-- the landing changes nothing but the rule for what is booked
all_changes as (
    select * from changes

    union all

    select
        outlook_products.account_id,
        outlook_products.product_id,
        profiles.first_mrr_month as month,
        0 as open_mrr,
        0 as ending_mrr,
        0 as booked_mrr
    from outlook_products
    inner join profiles
        on outlook_products.account_id = profiles.account_id
    where profiles.first_mrr_month is not null
),

monthly_changes as (
    select
        account_id,
        product_id,
        month,
        sum(open_mrr) as open_mrr,
        sum(ending_mrr) as ending_mrr,
        sum(booked_mrr) as booked_mrr
    from all_changes
    group by
        account_id,
        product_id,
        month
),

running_states as (
    select
        account_id,
        product_id,
        month,
        lead(month) over (
            partition by account_id, product_id
            order by month
        ) as next_month,
        sum(open_mrr) over product_history as open_mrr,
        sum(ending_mrr) over product_history as ending_mrr,
        sum(booked_mrr) over product_history as booked_mrr
    from monthly_changes
    window product_history as (
        partition by account_id, product_id
        order by month
        rows between unbounded preceding and current row
    )
),

final as (
    select
        running_states.account_id,
        running_states.product_id,
        profiles.profile_id,
        running_states.month,
        running_states.next_month,
        running_states.open_mrr,
        greatest(
            running_states.ending_mrr - running_states.booked_mrr, 0
        ) as ending_mrr,
        greatest(
            running_states.booked_mrr - running_states.ending_mrr
            - case
                when running_states.month >= profiles.first_mrr_month
                    then running_states.open_mrr
                else 0
            end,
            0
        ) as starting_mrr
    from running_states
    inner join profiles
        on running_states.account_id = profiles.account_id
)

select * from final
