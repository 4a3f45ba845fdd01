with fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

months as (
    select * from {{ ref('int_months') }}
),

final as (
    select
        fulfilments.reserved_expansion_id,
        fulfilments.account_id,
        fulfilments.product_id,
        months.month,
        fulfilments.fulfilled_mrr,
        fulfilments.linked_mrr > 0 as is_explicit_link
    from fulfilments
    inner join months
        on fulfilments.month = months.month_number
)

select * from final
