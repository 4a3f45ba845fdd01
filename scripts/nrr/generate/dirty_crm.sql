-- Dirty rows of the CRM and of usage. Small tables get none to reject.

insert into dirty_rows by name
select
    'crm_accounts' as source_table,
    map_concat(
        map {
            'account_id': id,
            'account_name': '旧システム移行先 ' || id[3:],
            'employee_count': '120',
            'addressable_seats': '20',
            'industry': '卸売',
            'region': '関東',
            'created_date': ago(40, 1),
            'recorded_at': ago(40, 1) || ' 02:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('AX001', 'T06', 'accepted', '',
     map {'created_date': slashed(ago(40, 1))}, 'created_date as YYYY/MM/DD'),
    ('AX002', 'T01', 'accepted', '',
     map {'employee_count': '１２０'}, 'employee_count １２０ is 120'),
    ('AX003', 'T16', 'accepted', '',
     map {'account_name': '@移行先 003'}, 'name starting with @ is text'),
    ('AX004', 'T12', 'accepted', '',
     map {'account_name': 'null'}, 'the name null is a name'),
    ('AX005', 'T15', 'accepted', '',
     map {'recorded_at': ago(40, 1) || 'T11:00:00+09:00'},
     'recorded_at with +09:00 is turned to UTC'),
    ('AX006', 'K01', 'accepted', '', map {}, 'delivered twice: counts once'),
    ('AX006', 'K01', 'superseded', '', map {}, 'the second, equal delivery'),
    ('AX007', 'C14', 'issue', 'own_parent',
     map {'parent_account_id': 'AX007'}, 'its own parent: stays itself'),
    ('AX008', 'C13', 'issue', 'hierarchy_cycle',
     map {'parent_account_id': 'AX009'}, 'owned by AX009, which it owns'),
    ('AX009', 'C13', 'issue', 'hierarchy_cycle',
     map {'parent_account_id': 'AX008'}, 'owned by AX008, which it owns'),
    ('AX010', 'C11', 'issue', 'merge_cycle',
     map {'merged_into_account_id': 'AX011'}, 'merged in a circle with AX011'),
    ('AX011', 'C11', 'issue', 'merge_cycle',
     map {'merged_into_account_id': 'AX010'}, 'merged in a circle with AX010'),
    ('AX012', 'C12', 'issue', 'merge_survivor_missing',
     map {'merged_into_account_id': 'AX999'}, 'AX999 is not there'),
    ('AX101', 'M02', 'rejected', 'out_of_range',
     map {'employee_count': '-50'}, 'minus 50 employees'),
    ('AX102', 'T13', 'rejected', 'unreadable_value',
     map {'account_id': 'AX102' || chr(8207)},
     'a right-to-left mark in account_id'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_account_sites' as source_table,
    map_concat(
        map {
            'site_id': id,
            'account_id': 'AX001',
            'site_name': '本社',
            'region': '関東',
            'employee_count': '120',
            'recorded_at': ago(40, 1) || ' 03:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('LX001', 'T01', 'accepted', '',
     map {'employee_count': '１２０'}, 'employee_count １２０ is 120'),
    ('LX101', 'K05', 'rejected', 'unknown_account',
     map {'account_id': 'AX404'}, 'no such account'),
    ('LX102', 'T02', 'rejected', 'unreadable_value',
     map {'employee_count': '約100名'}, 'about 100, in words'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_opportunities' as source_table,
    map_concat(
        map {
            'opportunity_id': id,
            'account_id': 'AX001',
            'opportunity_type': 'new_business',
            'stage': '受注',
            'is_closed': 'true',
            'is_won': 'true',
            'amount': '36000',
            'currency': 'JPY',
            'created_date': ago(23, 1),
            'closed_date': ago(21, 1),
            'owner_id': 'U001',
            'owner_team': 'ae',
            'recorded_at': ago(21, 1) || ' 04:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('OX001', 'T06', 'accepted', '',
     map {
         'created_date': slashed(ago(23, 1)), 'closed_date': slashed(ago(21, 1))
     }, 'dates as YYYY/MM/DD'),
    ('OX002', 'C15', 'accepted', '',
     map {'owner_id': ''}, 'no owner: unassigned'),
    ('OX003', 'C16', 'superseded', '', map {}, 'won, and reopened later'),
    ('OX003', 'C16', 'accepted', '',
     map {
         'stage': '提案', 'is_closed': 'false', 'is_won': '',
         'closed_date': '', 'recorded_at': ago(15, 1) || ' 04:00:00'
     }, 'open again'),
    ('OX004', 'D15', 'not_yet_known', '',
     map {
         'created_date': ago(-1, 3), 'recorded_at': ago(-1, 3) || ' 04:00:00'
     }, 'recorded after the last day'),
    ('OX101', 'C01', 'rejected', 'missing_required',
     map {'account_id': ''}, 'won, but by whom?'),
    ('OX102', 'K05', 'rejected', 'unknown_account',
     map {'account_id': 'AX404'}, 'no such account'),
    ('OX103', 'T04', 'rejected', 'unreadable_value',
     map {'amount': '¥36,000'}, 'a currency sign in a number'),
    ('OX104', 'C18', 'rejected', 'out_of_range',
     map {'opportunity_type': 'upsell'}, 'no such opportunity_type'),
    ('OX105', 'K03', 'rejected', 'missing_required',
     map {'opportunity_id': ''}, 'no id'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_reserved_expansions' as source_table,
    map {
        'reserved_expansion_id': id,
        'account_id': 'AX001',
        'expansion_kind': 'Upsell',
        'product_id': 'P-MAP',
        'agreed_date': slashed(ago(21, 1)),
        'planned_start_date': slashed(ago(8, 1)),
        'reserved_seats': '３',
        'reserved_mrr': '3000',
        'currency': 'jpy',
        'recorded_at': ago(21, 1) || ' 04:00:00'
    } as cells,
    *
from (
    values
    ('RX001', 'C08', 'accepted', '', map {},
     'nothing billed: overdue; dates, seats and codes are normalised'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_pocs' as source_table,
    map_concat(
        map {
            'poc_id': id,
            'account_id': 'AX002',
            'product_id': 'P-INSIGHT',
            'motion': 'expansion',
            'start_date': ago(16, 1),
            'planned_end_date': ago(14, 1),
            'seats': '5',
            'recorded_at': ago(14, 10) || ' 04:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('TX001', 'C06', 'accepted', '', map {},
     'past its planned end and still open: lost by the window'),
    ('TX101', 'C03', 'rejected', 'inverted_dates',
     map {'end_date': ago(17, 1)}, 'ends before it starts'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_poc_criteria' as source_table,
    map_concat(
        map {
            'criterion_id': id,
            'poc_id': 'TX001',
            'description': '週次の利用率',
            'target_value': '５０％',
            'agreed_date': slashed(ago(16, 1)),
            'is_met': 'false',
            'recorded_at': ago(14, 10) || ' 04:30:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('KX001', 'T16', 'accepted', '',
     map {'actual_value': '=1+1'}, 'actual_value =1+1 is text'),
    ('KX101', 'K05', 'rejected', 'unknown_poc',
     map {'poc_id': 'TX404'}, 'no such PoC'),
    ('KX102', 'C18', 'rejected', 'unreadable_value',
     map {'is_met': 'たぶん'}, 'perhaps is neither true nor false'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_poc_sites' as source_table,
    map {
        'poc_id': 'TX001',
        'site_id': id,
        'seats': '5',
        'selection_reason': 'other',
        'recorded_at': ago(16, 1) || ' 04:00:00'
    } as cells,
    *
from (
    values
    ('LX404', 'K05', 'rejected', 'unknown_site', map {}, 'no such site'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'crm_milestones' as source_table,
    map_concat(
        map {
            'account_id': 'AX001',
            'product_id': 'P-MAP',
            'milestone': id,
            'target_date': ago(19, 1),
            'achieved_date': ago(19, 1),
            'recorded_at': ago(19, 1) || ' 04:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('kickoff', 'C20', 'accepted', '',
     map {'achieved_date': ago(22, 1)}, 'before the first contract'),
    ('go_live', 'T06', 'accepted', '',
     map {
         'target_date': slashed(ago(19, 1)),
         'achieved_date': slashed(ago(19, 1))
     }, 'dates as YYYY/MM/DD'),
    ('launched', 'C18', 'rejected', 'out_of_range',
     map {'milestone': 'launched'}, 'no such milestone'),
    ('onboarded', 'T08', 'rejected', 'unreadable_value',
     map {'achieved_date': '0000-00-00'}, 'no such day'),
    ('first_value', 'K05', 'rejected', 'unknown_account',
     map {'account_id': 'AX404'}, 'no such account'),
) as listed (id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    map_concat(
        map {'account_id': 'AX001', 'recorded_at': ago(6, 2) || ' 04:00:00'},
        changes
    ) as cells,
    map {} as changes,
    * exclude (changes)
from (
    values
    ('crm_expansion_proposals', 'EX001', 'T01', 'accepted', '',
     map {
         'proposal_id': 'EX001', 'proposed_date': ago(6, 1),
         'proposed_mrr': '１５００', 'currency': 'JPY', 'audience': 'Manager'
     }, 'full-width digits, a code in capitals'),
    ('crm_expansion_proposals', 'EX101', 'T14', 'rejected',
     'unreadable_value',
     map {
         'proposal_id': 'EX101', 'proposed_date': ago(6, 1),
         'proposed_mrr': '0x10', 'currency': 'JPY'
     }, 'a number to the base 16'),
    ('crm_executive_reviews', 'VX101', 'K05', 'rejected', 'unknown_account',
     map {
         'review_id': 'VX101', 'account_id': 'AX404', 'held_date': ago(6, 1)
     }, 'no such account'),
    ('crm_feature_requests', 'FX001', 'T01', 'accepted', '',
     map {
         'request_id': 'FX001', 'requested_date': ago(6, 1),
         'is_blocking': 'Yes', 'status': 'OPEN'
     }, 'Yes is true, OPEN is open'),
    ('crm_customer_voices', 'WX001', 'T16', 'accepted', '',
     map {
         'voice_id': 'WX001', 'kind': 'complaint', 'category': '支援',
         'captured_date': ago(6, 1), 'detail': '+81 へ折り返し希望'
     }, 'detail starting with + is text'),
    ('crm_customer_voices', 'WX002', 'D15', 'not_yet_known', '',
     map {
         'voice_id': 'WX002', 'kind': 'complaint', 'category': '請求',
         'captured_date': ago(-1, 2), 'detail': '請求書の再発行希望',
         'recorded_at': ago(-1, 2) || ' 04:00:00'
     }, 'recorded after the last day'),
) as listed (source_table, id, case_id, outcome, code, changes, note);

insert into dirty_rows by name
select
    'product_usage_monthly' as source_table,
    map_concat(
        map {
            'account_id': 'AX001',
            'product_id': 'P-MAP',
            'month': id,
            'active_seats': '8',
            'recorded_at': ago(2, 1) || ' 04:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    (ago(6, 1), 'T06', 'accepted', '',
     map {'month': slashed(ago(6, 1))}, 'month as YYYY/MM/DD'),
    (ago(5, 1), 'T01', 'accepted', '', map {'active_seats': '９'}, '９ is 9'),
    (ago(4, 1), 'K01', 'accepted', '', map {}, 'delivered twice: counts once'),
    (ago(4, 1), 'K01', 'superseded', '', map {}, 'the second, equal delivery'),
    (ago(7, 1), 'M02', 'rejected', 'out_of_range',
     map {'active_seats': '-3'}, 'minus three seats'),
    (ago(8, 1), 'M16', 'rejected', 'unreadable_value',
     map {'active_seats': '8.5'}, 'half a person'),
    (ago(9, 1), 'T10', 'rejected', 'unreadable_value',
     map {'active_seats': 'inf'}, 'infinity'),
    (ago(10, 1), 'K03', 'rejected', 'missing_required',
     map {'active_seats': ''}, 'no number'),
    (ago(11, 1), 'K05', 'rejected', 'unknown_account',
     map {'account_id': 'AX404'}, 'no such account'),
) as listed (id, case_id, outcome, code, changes, note);
