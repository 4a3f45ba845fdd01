-- Which contract converted which PoC. An item that names a PoC is its
-- contract; what is left goes to the PoCs of its account and product in the
-- order of their starts, one gain each. All gains between a PoC's start and the
-- last gain taken are taken, as every earlier PoC began no later: so the next
-- one takes the first gain after both, if its window holds it.
with recursive links as (
    select
        *,
        row_number() over (
            partition by poc_id
            order by month, is_own_product desc, product_id
        ) as link_number
    from {{ ref('int_poc_links') }}
),

queues as (
    select * from {{ ref('int_poc_queues') }}
),

gains as (
    select * from {{ ref('int_poc_gains') }}
),

items as (
    select * from {{ ref('int_subscription_items_valued') }}
    where ledger_status = 'live'
),

turns as (
    select
        queues.poc_id,
        queues.account_id,
        queues.product_id,
        queues.poc_number,
        case
            when gains.month <= queues.window_end_month then gains.gain_number
        end as taken_number,
        case
            when gains.month <= queues.window_end_month then gains.gain_number
            else 0
        end as last_taken_number
    from queues
    left join gains
        on
            queues.account_id = gains.account_id
            and queues.product_id = gains.product_id
            and queues.first_gain_number = gains.gain_number
    where queues.poc_number = 1

    union all

    select
        queues.poc_id,
        queues.account_id,
        queues.product_id,
        queues.poc_number,
        case
            when gains.month <= queues.window_end_month then gains.gain_number
        end as taken_number,
        case
            when gains.month <= queues.window_end_month then gains.gain_number
            else turns.last_taken_number
        end as last_taken_number
    from turns
    inner join queues
        on
            turns.account_id = queues.account_id
            and turns.product_id = queues.product_id
            and turns.poc_number + 1 = queues.poc_number
    left join gains
        on
            queues.account_id = gains.account_id
            and queues.product_id = gains.product_id
            and greatest(
                queues.first_gain_number,
                coalesce(turns.last_taken_number + 1, queues.first_gain_number)
            ) = gains.gain_number
),

gained_contracts as (
    select
        turns.poc_id,
        gains.account_id,
        gains.product_id,
        gains.month,
        gains.gained_mrr,
        min(items.mrr_start_date) as first_date
    from turns
    inner join gains
        on
            turns.account_id = gains.account_id
            and turns.product_id = gains.product_id
            and turns.taken_number = gains.gain_number
    inner join items
        on
            gains.account_id = items.account_id
            and gains.product_id = items.product_id
            and gains.month = items.start_month
    group by
        turns.poc_id,
        gains.account_id,
        gains.product_id,
        gains.month,
        gains.gained_mrr
),

final as (
    select
        poc_id,
        account_id,
        product_id,
        month,
        first_date as converted_date,
        linked_mrr as converted_mrr,
        true as is_explicit_link
    from links
    where link_number = 1

    union all

    select
        poc_id,
        account_id,
        product_id,
        month,
        first_date as converted_date,
        gained_mrr as converted_mrr,
        false as is_explicit_link
    from gained_contracts
)

select * from final
