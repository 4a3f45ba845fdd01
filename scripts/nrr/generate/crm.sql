-- The CRM: accounts and their sites, opportunities, what was reserved.

create view raw_crm_accounts as
with versions as (
    select *, 1 as version, created_date as version_date
    from accounts
    union all by name
    -- the head count, brought up to date
    select
        *, 2 as version,
        plus_months(landing_date, pick(account_no, 'updated', 4, 40))
            as version_date
    from accounts
    where draw(account_no, 'is updated') < 0.12
    union all by name
    -- duplicates, found and merged
    select
        *, 3 as version,
        plus_months(landing_date, pick(account_no, 'merged', 6, 9))
            as version_date
    from accounts
    where merged_into_no is not null
)

select
    versions.account_id,
    if(
        kind = 'duplicate',
        replace(replace(account_name, '株式会社', '(株)'), '有限会社', '(有)'),
        account_name
    ) as account_name,
    case when parent_no is not null then format('A{:05d}', parent_no) end
        as parent_account_id,
    case when version = 3 then format('A{:05d}', merged_into_no) end
        as merged_into_account_id,
    case
        when draw(account_no, 'employees known') >= 0.02
            then if(
                version = 1 and draw(account_no, 'is updated') < 0.12,
                ceil(employees * 0.93), employees
            )
    end::bigint as employee_count,
    case when draw(account_no, 'field known') >= 0.06 then addressable end
        as addressable_seats,
    case when draw(account_no, 'industry known') >= 0.02 then industry end
        as industry,
    region,
    null::varchar as size_segment,
    created_date,
    stamp(version_date, account_no * 3 + version, 'account') as recorded_at,
    null::boolean as is_deleted
from versions
inner join account_names using (account_no);

create view raw_crm_account_sites as
select
    format('L{:05d}-{:02d}', account_no, site) as site_id,
    account_id,
    if(
        site = 1, '本社',
        one_of(account_no * 20 + site, 'site name', [
            '札幌', '仙台', '新潟', '大宮', '千葉', '横浜', '静岡', '名古屋',
            '金沢', '京都', '大阪', '神戸', '岡山', '広島', '高松', '福岡',
            '熊本', '那覇',
        ]) || one_of(site, 'site kind', ['支店', '営業所', '支社'])
    ) as site_name,
    region,
    greatest(1, employees // (sites + site)) as employee_count,
    stamp(created_date, account_no * 20 + site, 'site') as recorded_at,
    null::boolean as is_deleted
from accounts
inner join account_sizes using (account_no),
    range(1, 13) as numbers (site)
where site <= sites;

-- Each sale: landings, later steps, renewals, and those that were lost.
create table sales as
with landing_sales as (
    select
        line_no * 100 + 1 as sale_no,
        account_no,
        line_no,
        1 as version_no,
        if(stay = 1 and origin = 'landing', 'new_business', 'expansion')
            as opportunity_type,
        start_date as sale_date,
        list_price * if(pricing_model = 'flat', 1, first_seats)
        * (100 - discount) / 100 * 12 as amount,
        origin = 'landing' and account_no in (
            select account_no from reservations
        ) as is_landing_reserved,
        reserved_no is not null as is_reserved,
        case
            when origin != 'landing' then [30, 50, 70, 85][band]
            else [35, 75, 120, 160][band]
        end as usual_days,
        band, currency
    from lines
    where pricing_model != 'usage'
),

later_sales as (
    select
        line_no * 100 + version_no as sale_no,
        account_no,
        line_no,
        version_no,
        'expansion' as opportunity_type,
        event_date as sale_date,
        seats_change * list_price * (100 - states.discount) / 100 * 12
            as amount,
        false as is_landing_reserved,
        states.reserved_no is not null as is_reserved,
        [25, 45, 70, 90][band] as usual_days,
        band, currency
    from states
    inner join lines using (line_no)
    where version_no > 1 and seats_change > 0
),

renewals as (
    select
        line_no * 100 + 60 + term as sale_no,
        account_no,
        line_no,
        0 as version_no,
        'renewal' as opportunity_type,
        plus_months(start_date, term_months * term) as sale_date,
        list_price * first_seats * (100 - discount) / 100 * term_months
            as amount,
        false as is_landing_reserved,
        false as is_reserved,
        [30, 45, 60, 60][band] as usual_days,
        band, currency
    from lines, range(1, 5) as numbers (term)
    where
        term_months >= 12 and product_no <= 2 and stay = 1
        and plus_months(start_date, term_months * term)
        < coalesce(end_date, horizon())
),

won_sales as (
    from landing_sales
    union all
    from later_sales
    union all
    from renewals
),

lost_sales as (
    select
        account_no * 10000 + 9000 as sale_no,
        account_no, null as line_no, 0 as version_no,
        'new_business' as opportunity_type,
        landing_date as sale_date,
        addressable * 2500 * 12 * 0.3 as amount,
        false as is_landing_reserved, false as is_reserved,
        [40, 80, 130, 170][band] as usual_days, band, 'JPY' as currency
    from accounts
    where kind = 'prospect'
    union all
    select
        account_no * 10000 + 9000 + attempt,
        account_no, null, 0, 'expansion',
        plus_months(
            landing_date, pick(account_no * 9 + attempt, 'attempt', 3, 44)
        ) as sale_date,
        landing_seats * 2000 * 12 * 0.5,
        false, false, [40, 60, 90, 110][band], band, 'JPY'
    from landings, range(1, 3) as numbers (attempt)
    where
        draw(account_no * 9 + attempt, 'in vain') < 0.35
        and coalesce(sale_date < leaving_date, true)
    union all
    select
        sale_no, account_no, null, 0, 'expansion', plus_days(end_date, 20),
        480000 * band * band, false, false, planned_days + 30, band, 'JPY'
    from pocs
    where motion = 'expansion' and not is_converted
)

select
    *,
    -- what was agreed at the first sale takes little selling later
    greatest(
        3,
        usual_days * (0.55 + 0.9 * draw(sale_no, 'lead'))
        * case
            when is_reserved then 0.35
            when is_landing_reserved then 0.80
            else 1
        end
    )::integer as lead_days,
    plus_days(sale_date, -pick(sale_no, 'closing', 1, 16)) as closed_date,
    plus_days(closed_date, -lead_days) as created_date
from (
    select *, true as is_won from won_sales
    union all
    select *, false from lost_sales
) as all_sales;

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
