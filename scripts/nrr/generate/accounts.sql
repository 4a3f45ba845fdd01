-- Companies: customers, prospects and duplicates; who belongs to whom.

create table industries as
select *, row_number() over () as industry_no
from (
    values
    -- field share: of all employees, how many work in the field
    ('製造', 0.06, ['精機', '製作所', '電工', '化成', '産機']),
    ('建設', 0.12, ['建設', '設備', '工務店', '住設']),
    ('不動産', 0.18, ['不動産', '住販', 'ハウジング']),
    ('医療機器', 0.20, ['メディカル', '医療器', 'ヘルスケア']),
    ('食品', 0.09, ['食品', 'フーズ', '製菓', '飲料']),
    ('物流', 0.05, ['物流', '運輸', '倉庫']),
    ('卸売', 0.14, ['商事', '物産', '商会', '産業']),
    ('小売', 0.04, ['ストアーズ', '百貨店', 'マート']),
    ('金融・保険', 0.19, ['保険サービス', 'リース', '証券']),
    ('情報通信', 0.08, ['システムズ', '情報', '通信', 'ネット']),
    ('人材', 0.15, ['スタッフ', 'キャリア', '人材']),
    ('エネルギー', 0.10, ['エナジー', 'ガス', '電力サービス']),
) as listed (industry, field_share, endings);

-- Bands of company size: how they buy, grow and leave. Yearly shares.
create table bands as
from (
    values
    -- no, from, to (employees), leave, grow (of steps), reserve, cross-sell
    (1, 30, 300, 0.150, 0.42, 0.10, 0.12),
    (2, 300, 3000, 0.100, 0.64, 0.30, 0.25),
    (3, 3000, 30000, 0.062, 0.78, 0.58, 0.42),
    (4, 30000, 360000, 0.036, 0.82, 0.65, 0.52),
) as listed (
    band, employees_from, employees_to, leave_share, grow_share,
    reserve_share, cross_share
);

create table accounts as
with numbered as (
    select
        no as account_no,
        -- every 50th is a duplicate of the one before it: the same company
        if(no % 50 = 49, no - 1, no) as company_no,
        case
            when draw(company_no, 'band') < 0.45 then 1
            when draw(company_no, 'band') < 0.74 then 2
            when draw(company_no, 'band') < 0.925 then 3
            else 4
        end as band,
        case
            when no % 50 = 49 then 'duplicate'
            when no % 50 != 48 and draw(no, 'prospect') < 0.15
                then 'prospect'
            else 'customer'
        end as kind,
        -- groups: the 5th of ten is the parent of the 6th and the 7th
        case
            when no % 10 = 7
                and draw(no, 'grandchild') < 0.25
                and draw(no - 1, 'child') < 0.40
                and draw(no, 'child') < 0.40
                then no - 1
            when no % 10 in (6, 7) and draw(no, 'child') < 0.40
                then no - no % 10 + 5
        end as parent_no,
        -- a customer's own inclination: moves growth, churn and practice
        draw(no, 'health') as health,
        1 + mixed(company_no, 'industry') % 12 as industry_no,
        case
            when draw(company_no, 'country') < 0.07 then 'US'
            when draw(company_no, 'country') < 0.11 then 'DE'
            else 'JP'
        end as country,
        -- some from the start, then more each year; the last three months
        -- are still ahead
        case
            when draw(no, 'founding') < 0.15 then pick(no, 'founded', 0, 4)
            else floor(51 * pow(draw(no, 'landing'), 0.8))
        end::integer as landing_index
    from range(1, getvariable('accounts') + 1) as numbers (no)
),

sized as (
    select
        numbered.*,
        floor(
            employees_from * pow(
                employees_to / employees_from,
                draw(company_no, 'employees')
            )
        )::bigint as employees,
        industry,
        endings,
        field_share,
        leave_share * (1.75 - 1.5 * health) as leave_share,
        least(0.97, grow_share * (0.62 + 0.74 * health)) as grow_share,
        reserve_share,
        cross_share * (0.55 + 0.9 * health) as cross_share
    from numbered
    inner join bands using (band)
    inner join industries using (industry_no)
)

select
    account_no,
    company_no,
    format('A{:05d}', account_no) as account_id,
    kind,
    band,
    parent_no,
    if(kind = 'duplicate', company_no, null) as merged_into_no,
    health,
    industry,
    endings,
    country,
    case country when 'US' then 'USD' when 'DE' then 'EUR' else 'JPY' end
        as currency,
    case country
        when 'US' then '北米'
        when 'DE' then '欧州'
        else one_of(company_no, 'region', [
            '関東', '関東', '関東', '関東', '関東', '関東', '関西', '関西',
            '関西', '中部', '中部', '中部', '九州・沖縄', '東北', '中国',
            '北海道', '四国',
        ])
    end as region,
    employees,
    greatest(
        5, round(employees * field_share * (0.6 + draw(company_no, 'field')))
    )::bigint as addressable,
    leave_share,
    grow_share,
    reserve_share,
    cross_share,
    plus_days(
        plus_months(getvariable('first_month'), landing_index),
        -- contracts start on the first of a month, mostly
        if(
            draw(account_no, 'mid month') < 0.12,
            pick(account_no, 'landing day', 1, 27), 0
        )
    ) as landing_date,
    -- known before the longest sale or PoC begins
    plus_days(landing_date, -pick(account_no, 'created', 260, 560))
        as created_date
from sized;

-- Offices per account.
create table account_sizes as
select
    account_no,
    least(
        [2, 4, 8, 12][band],
        1 + mixed(account_no, 'sites') % [2, 3, 6, 10][band]
    )::integer as sites
from accounts;
