-- What an account pays for one product family after each change of it. A view:
-- what is summed from it is read once, and is small.
{{ config(materialized='view') }}
with changes as (
    select * from {{ ref('int_mrr_changes') }}
),

products as (
    select * from {{ ref('int_products') }}
),

family_changes as (
    select
        changes.account_id,
        products.family_number,
        changes.month,
        cast(sum(changes.mrr_change) as {{ type_money() }}) as mrr_change
    from changes
    inner join products
        on changes.product_id = products.product_id
    group by
        changes.account_id,
        products.family_number,
        changes.month
    having sum(changes.mrr_change) <> 0
),

final as (
    select
        account_id,
        family_number,
        month,
        lead(month) over (
            partition by account_id, family_number
            order by month
        ) as next_month,
        mrr_change,
        cast(
            sum(mrr_change) over (
                partition by account_id, family_number
                order by month
                rows between unbounded preceding and current row
            ) as {{ type_money() }}
        ) as current_mrr
    from family_changes
)

select * from final
