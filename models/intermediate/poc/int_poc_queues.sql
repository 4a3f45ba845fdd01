-- PoCs that no item names, in the order in which their account and product's
-- gains convert them: each with the first gain from its start month on.
with pocs as (
    select * from {{ ref('int_pocs_dated') }}
),

links as (
    select distinct poc_id from {{ ref('int_poc_links') }}
),

gains as (
    select * from {{ ref('int_poc_gains') }}
),

unlinked_pocs as (
    select pocs.*
    from pocs
    left join links
        on pocs.poc_id = links.poc_id
    where links.poc_id is null
),

final as (
    select
        unlinked_pocs.poc_id,
        unlinked_pocs.account_id,
        unlinked_pocs.product_id,
        coalesce(
            unlinked_pocs.window_end_month, {{ last_reported_month() }}
        ) as window_end_month,
        row_number() over (
            partition by unlinked_pocs.account_id, unlinked_pocs.product_id
            order by unlinked_pocs.start_date, unlinked_pocs.poc_id
        ) as poc_number,
        min(gains.gain_number) as first_gain_number
    from unlinked_pocs
    inner join gains
        on
            unlinked_pocs.account_id = gains.account_id
            and unlinked_pocs.product_id = gains.product_id
            and unlinked_pocs.start_month <= gains.month
    group by
        unlinked_pocs.poc_id,
        unlinked_pocs.account_id,
        unlinked_pocs.product_id,
        unlinked_pocs.window_end_month,
        unlinked_pocs.start_date
)

select * from final
