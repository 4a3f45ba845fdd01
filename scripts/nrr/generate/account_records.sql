-- Accounts and their sites as the CRM recorded them.

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
