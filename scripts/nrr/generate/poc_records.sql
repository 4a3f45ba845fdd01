-- PoCs as the CRM recorded them, with their criteria and sites.

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
    'K' || poc_id[2:] || '-' || criterion as criterion_id,
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
            then one_of(
                poc_no + site, 'selection', ['well_adopted', 'strategic']
            )
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
