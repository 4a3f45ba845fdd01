with opportunities as (
    select * from {{ ref('stg_crm__opportunities') }}
),

steps as (
    select * from {{ ref('fct_reserved_expansions') }}
    where opportunity_id is not null
),

sale_steps as (
    select
        opportunity_id,
        sum(reserved_mrr) as reserved_mrr,
        sum(fulfilled_mrr) as fulfilled_mrr
    from steps
    group by opportunity_id
),

sales as (
    select
        opportunity_id,
        coalesce(owner_id, 'unassigned') as owner_id,
        {{ fiscal_year(month_number('closed_date')) }} as fiscal_year
    from opportunities
    where
        is_won
        and closed_date is not null
),

final as (
    select
        sales.owner_id,
        sales.fiscal_year,
        cast(count(*) as bigint) as won_deals,
        cast(count(sale_steps.opportunity_id) as bigint)
            as deals_with_reservation,
        {{ ratio('count(sale_steps.opportunity_id)', 'count(*)') }}
            as reservation_rate,
        cast(coalesce(sum(sale_steps.reserved_mrr), 0) as {{ type_total() }})
            as reserved_mrr,
        cast(coalesce(sum(sale_steps.fulfilled_mrr), 0) as {{ type_total() }})
            as fulfilled_mrr
    from sales
    left join sale_steps
        on sales.opportunity_id = sale_steps.opportunity_id
    group by
        sales.owner_id,
        sales.fiscal_year
)

select * from final
