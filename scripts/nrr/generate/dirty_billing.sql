-- Dirty rows of billing.

insert into dirty_rows by name
select
    'billing_customers' as source_table,
    map_concat(
        map {
            'customer_id': id,
            'account_id': 'AX' || id[3:5],
            'customer_name': '旧システム移行先 ' || id[3:],
            'country': 'JP',
            'created_date': ago(30, 1),
            'recorded_at': ago(30, 1) || ' 02:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('CX001', 'T06', 'accepted', '',
     map {'created_date': slashed(ago(30, 1))}, 'created_date as YYYY/MM/DD'),
    ('CX002', 'T01', 'accepted', '',
     map {'created_date': full_width(ago(30, 1))},
     'created_date in full-width digits'),
    ('CX003', 'T15', 'accepted', '',
     map {'recorded_at': ago(30, 1) || 'T11:00:00+09:00'},
     'recorded_at with +09:00 is turned to UTC'),
    ('CX004', 'T16', 'accepted', '',
     map {'customer_name': '=移行先 004'}, 'name starting with = is text'),
    ('CX005', 'T12', 'accepted', '',
     map {'customer_name': 'NA'}, 'the name NA is a name'),
    ('CX006', 'K01', 'accepted', '', map {}, 'delivered twice: counts once'),
    ('CX006', 'K01', 'superseded', '', map {}, 'the second, equal delivery'),
    ('CX007-a', 'K04', 'issue', 'ids_differ_by_case_or_width', map {},
     'stays apart from CX007-A'),
    ('CX007-A', 'K04', 'issue', 'ids_differ_by_case_or_width', map {},
     'stays apart from CX007-a'),
    ('CX008', 'K05', 'issue', 'account_not_in_crm',
     map {'account_id': 'AX908'}, 'AX908, unknown to the CRM, counts as named'),
    ('00123', 'T11', 'accepted', '',
     map {'account_id': 'AX009'}, 'the id 00123 keeps its zeros'),
    ('CX010', 'T13', 'rejected', 'unreadable_value',
     map {'customer_id': 'CX' || chr(8203) || '010'},
     'zero-width space in customer_id'),
) as listed (id, case_id, outcome, code, changes, note);

-- Items of three seats at 1,000 yen a month.
insert into dirty_rows by name
select
    'billing_subscription_items' as source_table,
    map_concat(
        map {
            'subscription_item_id': id,
            'subscription_id': 'SX' || id[3:5],
            'customer_id': customer_id,
            'product_id': 'P-MAP',
            'plan': 'スタンダード',
            'charge_type': 'recurring',
            'status': 'active',
            'quantity': '3',
            'unit_amount': '1000',
            'discount_percent': '0',
            'currency': 'JPY',
            'billing_interval': 'month',
            'billing_interval_count': '1',
            'start_date': ago(20, 1),
            'recorded_at': ago(21, 20) || ' 03:00:00'
        }, changes
    ) as cells,
    * exclude (customer_id)
from (
    values
    -- read, whatever they look like
    ('IX001', 'CX001', 'T01', 'accepted', '',
     map {'quantity': '１２'}, 'quantity １２ is 12'),
    ('IX002', 'CX002', 'T06', 'accepted', '',
     map {'start_date': slashed(ago(20, 1)), 'end_date': slashed(ago(5, 1))},
     'dates as YYYY/MM/DD'),
    ('IX003', 'CX003', 'T15', 'accepted', '',
     map {'recorded_at': ago(21, 20) || ' 12:00:00+09:00'},
     'recorded_at with +09:00 is turned to UTC'),
    ('IX004', 'CX004', 'D11', 'accepted', '',
     map {'end_date': '9999-12-31'}, 'end_date 9999-12-31 is open'),
    ('IX005', 'CX005', 'D02', 'accepted', '',
     map {'start_date': ago(6, 15), 'end_date': ago(6, 15)},
     'zero-length: excluded and counted'),
    ('IX006', 'CX006', 'D12', 'accepted', '',
     map {
         'status': 'canceled', 'start_date': ago(6, 15),
         'end_date': ago(7, 20)
     }, 'cancelled before it started: never active'),
    ('IX007', 'CX006', 'K01', 'accepted', '', map {},
     'delivered twice: counts once'),
    ('IX007', 'CX006', 'K01', 'superseded', '', map {},
     'the second, equal delivery'),
    ('IX008', 'CX008', 'K07', 'superseded', '', map {},
     'deleted, and used again later'),
    ('IX008', 'CX008', 'K07', 'superseded', '',
     map {'is_deleted': 'true', 'recorded_at': ago(12, 3) || ' 03:00:00'},
     'the deletion'),
    ('IX008', 'CX008', 'K07', 'accepted', '',
     map {
         'start_date': ago(10, 1), 'recorded_at': ago(10, 2) || ' 03:00:00'
     }, 'the same id, live again'),
    ('IX009', '00123', 'M01', 'accepted', '',
     map {'unit_amount': '0'}, 'a price of zero: no MRR'),
    ('IX010', '00123', 'M07', 'accepted', '',
     map {'currency': 'USD', 'unit_amount': '9.1234567891'},
     'more decimals than are kept: rounded once'),
    ('IX011', '00123', 'M16', 'accepted', '',
     map {'product_id': 'P-CARD', 'quantity': '2.5'}, 'two and a half seats'),
    ('1E5', 'CX003', 'T11', 'accepted', '',
     map {'product_id': 'P-CARD', 'subscription_id': 'SX012'},
     'the id 1E5 is text'),
    ('IX013', 'CX004', 'D06', 'accepted', '',
     map {
         'product_id': 'P-CARD', 'start_date': ago(-12, 1),
         'recorded_at': ago(0, 20) || ' 03:00:00'
     }, 'starts in a year: no MRR yet'),
    ('IX014', 'CX005', 'D15', 'not_yet_known', '',
     map {
         'start_date': ago(-1, 1), 'recorded_at': ago(-1, 2) || ' 03:00:00'
     }, 'recorded after the last day'),
    ('IX004', 'CX004', 'D15', 'not_yet_known', '',
     map {'end_date': ago(-1, 1), 'recorded_at': ago(-1, 6) || ' 03:00:00'},
     'a version recorded after the last day'),
    -- read, and listed for someone to look at
    ('IX020', 'CX404', 'K05', 'issue', 'unknown_customer', map {},
     'counts under billing:CX404'),
    ('IX021', 'CX001', 'K06', 'issue', 'unknown_product',
     map {'product_id': 'P-OLD'}, 'counts as the product named'),
    ('IX022', 'CX002', 'D03', 'accepted', '',
     map {'product_id': 'P-CARD'}, 'the first of two equal items'),
    ('IX023', 'CX002', 'D03', 'issue', 'overlapping_items',
     map {
         'subscription_id': 'SX022', 'product_id': 'P-CARD',
         'start_date': ago(18, 1)
     }, 'the same seats as IX022: billed double?'),
    ('IX024', 'CX008', 'D10', 'issue', 'canceled_without_end_date',
     map {
         'product_id': 'P-CARD', 'status': 'canceled',
         'recorded_at': ago(8, 10) || ' 03:00:00'
     }, 'ends on the day it was recorded'),
    ('IX025', 'CX001', 'M11', 'issue', 'decimals_in_jpy',
     map {'product_id': 'P-CARD', 'unit_amount': '333.33'},
     '333.33 yen a seat'),
    ('IX026', 'CX003', 'M10', 'accepted', '',
     map {
         'product_id': 'P-INSIGHT', 'currency': 'GBP', 'quantity': '',
         'unit_amount': '120'
     }, 'in pounds, whose last rate is two months old'),
    ('IX027', 'CX007-a', 'K04', 'accepted', '', map {}, 'paid by CX007-a'),
    ('IX028', 'CX007-A', 'K04', 'accepted', '', map {}, 'paid by CX007-A'),
    -- what cannot be counted
    ('IX101', 'CX005', 'T02', 'rejected', 'unreadable_value',
     map {'unit_amount': '1,234.56'}, 'a thousands separator'),
    ('IX102', 'CX005', 'T05', 'rejected', 'unreadable_value',
     map {'start_date': '45536'}, 'an Excel serial date'),
    ('IX103', 'CX005', 'M02', 'rejected', 'out_of_range',
     map {'quantity': '-2'}, 'minus two seats'),
    ('IX104', 'CX005', 'M15', 'rejected', 'out_of_range',
     map {'discount_percent': '130'}, 'a discount of 130 %'),
    ('IX105', 'CX005', 'M14', 'rejected', 'out_of_range',
     map {'charge_type': 'subscription_fee'}, 'no such charge_type'),
    ('IX106', 'CX005', 'M08', 'rejected', 'missing_required',
     map {'currency': ''}, 'no currency'),
    ('IX107', 'CX005', 'M08', 'rejected', 'out_of_range',
     map {'currency': 'YEN'}, 'YEN is no currency code'),
    ('IX108', 'CX005', 'M09', 'rejected', 'fx_rate_missing',
     map {'currency': 'CHF'}, 'no rate of the franc'),
    ('IX109', 'CX005', 'D01', 'rejected', 'inverted_dates',
     map {'end_date': ago(22, 1)}, 'ends before it starts'),
    ('IX110', 'CX005', 'K02', 'rejected', 'conflicting_versions', map {},
     'three seats, and four at the same moment'),
    ('IX110', 'CX005', 'K02', 'rejected', 'conflicting_versions',
     map {'quantity': '4'}, 'four seats, and three at the same moment'),
) as listed (id, customer_id, case_id, outcome, code, changes, note);

-- Lines of item IX001.
insert into dirty_rows by name
select
    'billing_invoice_lines' as source_table,
    map_concat(
        map {
            'invoice_line_id': id,
            'invoice_id': 'B' || id,
            'customer_id': 'CX001',
            'subscription_item_id': 'IX001',
            'invoice_date': ago(4, 1),
            'service_start_date': ago(4, 1),
            'service_end_date': ago(3, 1),
            'amount': '2000',
            'currency': 'JPY',
            'is_credit_note': 'false',
            'recorded_at': ago(4, 2) || ' 05:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    ('BX001', 'T06', 'accepted', '',
     map {'invoice_date': slashed(ago(4, 1))}, 'invoice_date as YYYY/MM/DD'),
    ('BX002', 'T01', 'accepted', '',
     map {'amount': '２０００'}, 'amount ２０００ is 2000'),
    ('BX003', 'K01', 'accepted', '', map {}, 'delivered twice: counts once'),
    ('BX003', 'K01', 'superseded', '', map {}, 'the second, equal delivery'),
    ('20250000000000000001', 'T11', 'accepted', '', map {},
     'an id of twenty digits is text'),
    ('BX004', 'M03', 'issue', 'negative_invoice_without_credit_flag',
     map {'amount': '-500'}, '-500 yen, and no credit note'),
    ('BX005', 'K08', 'issue', 'invoice_line_without_item',
     map {'subscription_item_id': 'IX404'}, 'names an item that is not there'),
    ('BX101', 'T03', 'rejected', 'unreadable_value',
     map {'amount': '(250)'}, 'a negative number in brackets'),
    ('BX102', 'T03', 'rejected', 'unreadable_value',
     map {'amount': '▲250'}, 'a negative number with a triangle'),
    ('BX103', 'T04', 'rejected', 'unreadable_value',
     map {'amount': '¥1000'}, 'a currency sign in a number'),
    ('BX104', 'T10', 'rejected', 'unreadable_value',
     map {'amount': 'nan'}, 'not a number'),
    ('BX105', 'T07', 'rejected', 'unreadable_value',
     map {'invoice_date': '03/04/2025'}, 'March or April?'),
    ('BX106', 'D01', 'rejected', 'inverted_dates',
     map {'service_end_date': ago(5, 1)}, 'service ends before it starts'),
    ('合計', 'F15', 'rejected', 'missing_required',
     map {
         'invoice_id': '', 'customer_id': '', 'subscription_item_id': '',
         'invoice_date': '', 'service_start_date': '', 'service_end_date': '',
         'amount': '12345678', 'currency': ''
     }, 'the TOTAL row of an export'),
) as listed (id, case_id, outcome, code, changes, note);

-- The pound, which stops two months before the end; and broken rates.
insert into dirty_rows by name
select
    'exchange_rates' as source_table,
    map_concat(
        map {
            'rate_date': id,
            'from_currency': 'GBP',
            'to_currency': 'JPY',
            'recorded_at': id || ' 07:00:00'
        }, changes
    ) as cells,
    *
from (
    values
    (ago(22, 3), 'M10', 'accepted', '', map {'rate': '196.4'}, 'a plain rate'),
    (ago(4, 11), 'M10', 'accepted', '', map {'rate': '203.1'}, 'a plain rate'),
    (ago(4, 12), 'M10', 'issue', 'fx_jump',
     map {'rate': '249.0'}, 'up 22 % in a day'),
    (ago(4, 13), 'M10', 'accepted', '', map {'rate': '203.4'}, 'a plain rate'),
    (ago(2, 5), 'M10', 'issue', 'fx_stale',
     map {'rate': '210.5'}, 'the last rate of the pound, older than 45 days'),
    (ago(5, 4), 'M10', 'rejected', 'out_of_range',
     map {'rate': '0'}, 'a rate of 0'),
    (ago(5, 5), 'M10', 'rejected', 'out_of_range',
     map {'rate': '-198.2'}, 'a rate below 0'),
    (ago(5, 6), 'T14', 'rejected', 'unreadable_value',
     map {'rate': '1_98.2'}, 'an underscore in a number'),
    (ago(13, 1), 'T08', 'rejected', 'unreadable_value',
     map {'rate': '188.2', 'rate_date': ago(13, 1)[:4] || '-02-30'},
     '30 February'),
    (ago(12, 3), 'T09', 'rejected', 'unreadable_value',
     map {'rate': '188.2', 'rate_date': '0025-03-03'}, 'the year 25'),
) as listed (id, case_id, outcome, code, changes, note);
