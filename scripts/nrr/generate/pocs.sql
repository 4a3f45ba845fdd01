-- Proofs of concept: before a landing, before a later product, and those
-- that led to nothing. What tells them apart is drawn from the outcome, so
-- that criteria agreed first and well-adopted sites convert 70 to 80 %.

create table pocs as
with converted_pocs as (
    select
        line_no * 10 + 1 as poc_no,
        line_no * 100 + 1 as sale_no,
        account_no,
        line_no,
        product_id,
        if(origin = 'landing', 'new_business', 'expansion') as motion,
        start_date as buying_date,
        first_seats as bought_seats,
        true as is_converted
    from lines
    where
        origin in ('landing', 'cross_sell')
        and product_no <= 3
        and line_no % 10 = 1
        and draw(line_no, 'tried') < case origin
            when 'landing' then [0.10, 0.30, 0.58, 0.75][band]
            else [0.12, 0.28, 0.42, 0.50][band]
        end
),

lost_new as (
    -- prospects who tried, and went
    select
        account_no * 1000 + 2 as poc_no,
        account_no * 10000 + 9000 as sale_no,
        account_no,
        null as line_no,
        if(draw(account_no, 'lost product') < 0.8, 'P-MAP', 'P-CARD')
            as product_id,
        'new_business' as motion,
        plus_days(landing_date, 0) as buying_date,
        greatest(5, addressable // 20) as bought_seats,
        false as is_converted
    from accounts
    where
        kind = 'prospect'
        and draw(account_no, 'tried') < [0.45, 0.75, 0.9, 0.95][band]
),

lost_expansion as (
    -- customers who tried another product, and never bought it
    select
        account_no * 1000 + 3,
        account_no * 10000 + 9003,
        account_no,
        null,
        'P-INSIGHT',
        'expansion',
        plus_months(landing_date, pick(account_no, 'lost month', 5, 30))
            as buying_date,
        greatest(5, landing_seats // 4),
        false
    from landings
    where
        kind = 'customer'
        and draw(account_no, 'tried in vain') < [0.10, 0.26, 0.40, 0.45][band]
        and account_no * 100 + 31 not in (select line_no from lines)
        and coalesce(buying_date < leaving_date, true)
),

tried as (
    from converted_pocs
    union all
    from lost_new
    union all
    from lost_expansion
),

dated as (
    select
        *,
        -- a few contracts are signed before the trial is over
        plus_days(
            buying_date,
            if(
                draw(poc_no, 'signed early') < 0.06,
                pick(poc_no, 'overlap', 1, 12), -pick(poc_no, 'gap', 2, 45)
            )
        ) as end_date,
        pick(poc_no, 'length', 28, 92) as planned_days,
        plus_days(
            end_date,
            -planned_days - if(
                draw(poc_no, 'overrun') < 0.3, pick(poc_no, 'over', 5, 30), 0
            )
        ) as start_date
    from tried
)

select
    dated.*,
    format('T{:07d}', poc_no) as poc_id,
    plus_days(start_date, planned_days) as planned_end_date,
    plus_days(
        if(is_converted, least(end_date, buying_date), end_date),
        if(is_converted, -1, pick(poc_no, 'thought', 3, 30))
    ) as decision_date,
    draw(poc_no, 'criteria') < if(is_converted, 0.72, 0.42)
        as has_criteria_first,
    draw(poc_no, 'purpose') < if(is_converted, 0.86, 0.6) as has_purpose,
    draw(poc_no, 'well adopted') < if(is_converted, 0.66, 0.34)
        as has_good_sites,
    draw(poc_no, 'is paid') < 0.12 + 0.08 * band as is_paid,
    -- a few nobody ever closed in the CRM
    not is_converted and draw(poc_no, 'left open') < 0.10 as is_left_open,
    greatest(3, least(bought_seats, ceil(
        bought_seats * (0.15 + 0.35 * draw(poc_no, 'seats'))
    )))::bigint as seats,
    band,
    currency
from dated
inner join accounts using (account_no)
where start_date >= getvariable('first_month') - 60;

create view raw_crm_pocs as
with versions as (
    select
        *, false as is_over,
        stamp(plus_days(start_date, -5), poc_no, 'opened') as recorded_at
    from pocs
    union all by name
    select
        *, true as is_over,
        stamp(
            greatest(end_date, decision_date), poc_no, 'decided'
        ) as recorded_at
    from pocs
    where not is_left_open
)

select
    poc_id,
    account_id,
    format('O{:08d}', sale_no) as opportunity_id,
    product_id,
    motion,
    case
        when has_purpose then one_of(poc_no, 'why', [
            '訪問件数を増やせるかを確かめる', '移動時間の削減効果を測る',
            '日報入力の定着を確かめる', '名刺情報の共有率を上げる',
            '新規開拓先の選定精度を確かめる', '管理者の案件把握を早める',
        ])
    end as purpose,
    start_date,
    planned_end_date,
    case when is_over then end_date end as end_date,
    case when is_over then if(is_converted, 'won', 'lost') end as decision,
    case when is_over then decision_date end as decision_date,
    case
        when is_over and not is_converted
            then one_of(poc_no, 'why lost', [
                '評価基準が曖昧なまま終了', '現場の利用が定着せず',
                '予算化の見送り', '推進担当者の異動', '他社製品に決定',
                '必要な機能が不足',
            ])
    end as lost_reason,
    seats,
    versions.recorded_at,
    null::boolean as is_deleted
from versions
inner join accounts using (account_no);

create view raw_crm_poc_criteria as
select
    poc_id[2:].replace('-', '') || '-' || criterion as criterion_no,
    'K' || criterion_no as criterion_id,
    poc_id,
    one_of(poc_no + criterion, 'criterion', [
        '週次の利用率', '一人あたり訪問件数', '日報の入力率',
        '移動時間の削減率', '名刺の登録枚数', '管理者の閲覧回数',
    ]) as description,
    pick(poc_no * 9 + criterion, 'target', 10, 90)::varchar || '%'
        as target_value,
    case
        when is_known_over
            then greatest(
                0,
                pick(poc_no * 9 + criterion, 'target', 10, 90)
                + if(is_met, 1, -1)
                * pick(poc_no * 9 + criterion, 'actual', 1, 12)
            )::varchar || '%'
    end as actual_value,
    case
        when has_criteria_first
            then plus_days(start_date, -pick(poc_no, 'agreed', 1, 25))
        else plus_days(start_date, pick(poc_no, 'agreed', 4, 30))
    end as agreed_date,
    case when is_known_over then is_met end as is_met,
    if(
        is_known_over, stamp(end_date, poc_no + criterion, 'judged'),
        stamp(agreed_date, poc_no + criterion, 'noted')
    ) as recorded_at,
    null::boolean as is_deleted
from (
    select
        *,
        draw(poc_no * 9 + criterion, 'is met')
        < if(is_converted, 0.84, 0.38) as is_met
    from pocs,
        range(1, 5) as numbers (criterion),
        (values (false), (true)) as turns (is_known_over)
    where
        -- without criteria at all: some of those that began without
        (has_criteria_first or draw(poc_no, 'any') < 0.5)
        and criterion <= 1 + mixed(poc_no, 'criteria count') % 4
        and (not is_known_over or not is_left_open)
) as judged;

create view raw_crm_poc_sites as
select
    poc_id,
    format('L{:05d}-{:02d}', account_no, site) as site_id,
    greatest(1, seats // least(sites, poc_sites)) as seats,
    case
        when has_good_sites and site <= 2 then 'well_adopted'
        when has_good_sites
            then one_of(poc_no + site, 'selection', ['well_adopted', 'strategic'])
        else one_of(poc_no + site, 'selection', [
            'convenience', 'strategic', 'convenience', 'other',
        ])
    end as selection_reason,
    stamp(plus_days(start_date, -4), poc_no + site, 'chosen') as recorded_at,
    null::boolean as is_deleted
from (
    select *, 1 + mixed(poc_no, 'poc sites') % 3 as poc_sites
    from pocs
) as chosen
inner join account_sizes using (account_no),
    range(1, 4) as numbers (site)
where site <= least(sites, poc_sites);
