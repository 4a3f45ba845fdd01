-- What was promised and not yet taken up, as changes from month to month: each
-- version's amount less what had been fulfilled of its step by then.
with versions as (
    select * from {{ ref('int_reserved_versions') }}
    where from_month < to_month
),

fulfilments as (
    select * from {{ ref('int_reserved_fulfilments') }}
),

fulfilled_levels as (
    select
        reserved_expansion_id,
        month as from_month,
        lead(month) over (
            partition by reserved_expansion_id
            order by month
        ) as to_month,
        sum(fulfilled_mrr) over (
            partition by reserved_expansion_id
            order by month
            rows between unbounded preceding and current row
        ) as fulfilled_mrr
    from fulfilments

    union all

    select
        reserved_expansion_id,
        0 as from_month,
        min(month) as to_month,
        0 as fulfilled_mrr
    from fulfilments
    group by reserved_expansion_id
),

open_spans as (
    select
        versions.account_id,
        versions.product_id,
        greatest(
            versions.from_month,
            coalesce(fulfilled_levels.from_month, versions.from_month)
        ) as from_month,
        least(
            versions.to_month,
            coalesce(fulfilled_levels.to_month, versions.to_month)
        ) as to_month,
        versions.reserved_mrr - coalesce(fulfilled_levels.fulfilled_mrr, 0)
            as open_mrr
    from versions
    left join fulfilled_levels
        on
            versions.reserved_expansion_id
            = fulfilled_levels.reserved_expansion_id
            and versions.to_month > fulfilled_levels.from_month
            and (
                versions.from_month < fulfilled_levels.to_month
                or fulfilled_levels.to_month is null
            )
),

final as (
    select
        account_id,
        product_id,
        from_month as month,
        open_mrr
    from open_spans
    where open_mrr > 0

    union all

    select
        account_id,
        product_id,
        to_month as month,
        -open_mrr as open_mrr
    from open_spans
    where open_mrr > 0
)

select * from final
