{%- set product_history -%}
    partition by account_id, product_id
    order by month
    range between unbounded preceding and current row
{%- endset -%}
-- How what is promised, will end and is booked to start changes from month to
-- month. What is booked follows what ends before it adds anything; what it adds
-- to a paying account would fulfil open steps. Only where anything is booked is
-- there anything to set against.
with changes as (
    select * from {{ ref('int_product_outlook_changes') }}
),

profiles as (
    select * from {{ ref('int_reserved_account_profiles') }}
),

booked_products as (
    select
        changes.account_id,
        changes.product_id,
        profiles.first_mrr_month
    from changes
    inner join profiles
        on changes.account_id = profiles.account_id
    where changes.booked_mrr <> 0
    group by
        changes.account_id,
        changes.product_id,
        profiles.first_mrr_month
),

-- the landing changes nothing but the rule for what is booked
booked_changes as (
    select changes.*
    from changes
    inner join booked_products
        on
            changes.account_id = booked_products.account_id
            and changes.product_id = booked_products.product_id

    union all

    select
        account_id,
        product_id,
        first_mrr_month as month,
        0 as open_mrr,
        0 as ending_mrr,
        0 as booked_mrr
    from booked_products
    where first_mrr_month is not null
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
        sum(open_mrr) over ({{ product_history }}) as open_mrr,
        sum(ending_mrr) over ({{ product_history }}) as ending_mrr,
        sum(booked_mrr) over ({{ product_history }}) as booked_mrr
    from booked_changes
),

-- two changes of one month have one state, and the first of them no span
netted_states as (
    select
        running_states.account_id,
        running_states.month,
        running_states.next_month,
        running_states.open_mrr,
        greatest(
            running_states.ending_mrr - running_states.booked_mrr, 0
        ) as ending_mrr,
        greatest(
            running_states.booked_mrr - running_states.ending_mrr
            - case
                when running_states.month >= booked_products.first_mrr_month
                    then running_states.open_mrr
                else 0
            end,
            0
        ) as starting_mrr
    from running_states
    inner join booked_products
        on
            running_states.account_id = booked_products.account_id
            and running_states.product_id = booked_products.product_id
    where
        running_states.next_month > running_states.month
        or running_states.next_month is null
),

netted_changes as (
    select
        account_id,
        month,
        open_mrr,
        ending_mrr,
        starting_mrr
    from netted_states

    union all

    select
        account_id,
        next_month as month,
        -open_mrr as open_mrr,
        -ending_mrr as ending_mrr,
        -starting_mrr as starting_mrr
    from netted_states
    where next_month is not null

    union all

    select
        changes.account_id,
        changes.month,
        changes.open_mrr,
        changes.ending_mrr,
        0 as starting_mrr
    from changes
    left join booked_products
        on
            changes.account_id = booked_products.account_id
            and changes.product_id = booked_products.product_id
    where booked_products.account_id is null
),

final as (
    select
        profiles.profile_id,
        netted_changes.month,
        sum(netted_changes.open_mrr) as open_mrr,
        sum(netted_changes.ending_mrr) as ending_mrr,
        sum(netted_changes.starting_mrr) as starting_mrr
    from netted_changes
    inner join profiles
        on netted_changes.account_id = profiles.account_id
    group by
        profiles.profile_id,
        netted_changes.month
)

select * from final
