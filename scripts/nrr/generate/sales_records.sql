-- Opportunities and reserved expansions as the CRM recorded them.

create view raw_crm_opportunities as
with versions as (
    select
        *, false as is_closed,
        stamp(created_date, sale_no, 'opened') as recorded_at
    from sales
    union all by name
    select
        *, true as is_closed,
        stamp(closed_date, sale_no, 'closed') as recorded_at
    from sales
)

select
    format('O{:08d}', sale_no) as opportunity_id,
    account_id,
    opportunity_type,
    case
        when is_closed then if(is_won, '受注', '失注')
        else one_of(sale_no, 'stage', [
            '初回商談', '提案', '見積提示', '稟議中',
        ])
    end as stage,
    is_closed,
    case when is_closed then is_won end as is_won,
    round(amount, if(versions.currency = 'JPY', 0, 2))::decimal(18, 4)
        as amount,
    versions.currency,
    versions.created_date,
    case when is_closed then closed_date end as closed_date,
    case
        when draw(account_no, 'no owner') >= 0.02
            then 'U' || format('{:03d}', pick(account_no, 'owner', 1, 14))
    end as owner_id,
    case
        when opportunity_type != 'new_business' then 'cs'
        when versions.band = 1 then 'bdr'
        else 'ae'
    end as owner_team,
    case
        when is_closed and not is_won
            then one_of(sale_no, 'why lost', [
                '予算', '競合', '時期尚早', '担当者の異動', '機能不足',
                '現状維持',
            ])
    end as lost_reason,
    versions.recorded_at,
    null::boolean as is_deleted
from versions
inner join accounts using (account_no);

create view raw_crm_reserved_expansions as
with versions as (
    select
        *, false as is_cancelled,
        stamp(agreed_date, reserved_no, 'agreed') as recorded_at
    from reservations
    union all by name
    select
        *, true as is_cancelled,
        stamp(cancelled_date, reserved_no, 'cancelled') as recorded_at
    from reservations
    where cancelled_date is not null
)

select
    reserved_expansion_id,
    account_id,
    format(
        'O{:08d}', (account_no * 100 + landings.product_no * 10 + 1) * 100 + 1
    ) as opportunity_id,
    expansion_kind,
    prices.product_id,
    agreed_date,
    planned_date as planned_start_date,
    reserved_seats,
    round(
        reserved_seats * list_price * (100 - discount) / 100,
        if(landings.currency = 'JPY', 0, 2)
    )::decimal(18, 4) as reserved_mrr,
    landings.currency,
    if(is_cancelled, 'cancelled', 'open') as status,
    case when is_cancelled then cancelled_date end as cancelled_date,
    case
        when is_cancelled then one_of(reserved_no, 'why cancelled', [
            '組織再編のため', '予算凍結のため', '対象部門の縮小',
            '効果が確認できず',
        ])
    end as cancel_reason,
    'U' || format('{:03d}', pick(account_no, 'owner', 1, 14)) as owner_id,
    versions.recorded_at,
    null::boolean as is_deleted
from versions
inner join landings using (account_no)
inner join prices
    on
        versions.account_no = prices.account_no
        and versions.product_no = prices.product_no;
