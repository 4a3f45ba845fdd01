-- Names of companies, made up from parts; a group shares its parent's.

create table account_names as
with stems as (
    select
        account_no,
        company_no,
        -- a group shares its parent's name
        coalesce(parent_no - (parent_no % 10 = 6)::integer, company_no)
            as named_after,
        one_of(named_after, 'stem', [
            '青', '白', '朝', '夕', '若', '緑', '翠', '深', '瑞', '遠', '早',
            '花', '月', '雪', '風', '光', '銀', '桐', '椿', '楓', '萩', '蓮',
        ]) || one_of(named_after, 'stem end', [
            '峰', '瀬', '浜', '沢', '里', '森', '丘', '岬', '泉', '霧', '凪',
            '波', '雲', '嶺', '畑', '橋', '杜', '渚', '窓', '庭', '坂',
        ]) as stem,
        one_of(company_no, 'ending', endings) as ending,
        band,
        country
    from accounts
)

select
    account_no,
    case
        when country = 'US' then stem || ending || ' USA, Inc.'
        when country = 'DE' then stem || ending || ' Europe GmbH'
        when account_no % 10 = 5 and band >= 3
            then '株式会社' || stem || 'ホールディングス'
        when band = 1 and draw(company_no, 'form') < 0.25
            then '有限会社' || stem || ending
        when draw(company_no, 'form') < 0.65
            then '株式会社' || stem || ending
        else stem || ending || '株式会社'
    end as account_name
from stems;
