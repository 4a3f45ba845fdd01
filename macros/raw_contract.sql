{#-
The raw contract: every table a user may bring, its key, and for each column
what its text may hold. The one place that says so: staging is generated from
it (staged_rows), and the runner reads it to check files (nrr.contract).

table:  key       columns that identify the thing a row is a version of
        required  the build cannot do without this table
        in_order  [first, last]: a row whose last date is before its first is
                  rejected as inverted_dates
        outlives_deletion  a deletion ends the thing and does not erase its
                  past: the version before it stands, with deleted_at
column: type      id | text | code | currency | date | timestamp | boolean
                  | integer | decimal
        required  a row without it is rejected as missing_required
        values    the allowed codes (compared in lower case)
        min, max  the allowed range, both inclusive
        above     the value has to be greater than this
        scale     decimals kept of a decimal (the rest is rounded away)
        references  the row is rejected where this names nothing known
recorded_at and is_deleted stand on every table and are added below.
-#}
{% macro raw_contract() %}
{%- set id = {'type': 'id'} -%}
{%- set key = {'type': 'id', 'required': true} -%}
{%- set text = {'type': 'text'} -%}
{%- set date = {'type': 'date'} -%}
{%- set required_date = {'type': 'date', 'required': true} -%}
{%- set boolean = {'type': 'boolean'} -%}
{%- set currency = {'type': 'currency'} -%}
{%- set required_currency = {'type': 'currency', 'required': true} -%}
{%- set count = {'type': 'integer', 'min': 0} -%}
{%- set money = {'type': 'decimal', 'scale': 4} -%}
{%- set account = {
    'type': 'id', 'required': true, 'references': 'account'
} -%}

{%- set tables = {
'billing_customers': {
    'key': ['customer_id'],
    'columns': {
        'customer_id': key,
        'account_id': id,
        'customer_name': text,
        'country': text,
        'created_date': date,
    },
},
'billing_products': {
    'key': ['product_id'],
    'columns': {
        'product_id': key,
        'product_name': text,
        'product_family': text,
        'pricing_model': {
            'type': 'code', 'values': ['per_seat', 'flat', 'usage'],
        },
    },
},
'billing_subscription_items': {
    'key': ['subscription_item_id'],
    'required': true,
    'in_order': ['start_date', 'end_date'],
    'outlives_deletion': true,
    'columns': {
        'subscription_item_id': key,
        'subscription_id': id,
        'customer_id': key,
        'product_id': key,
        'plan': text,
        'charge_type': {
            'type': 'code',
            'values': ['recurring', 'one_time', 'usage', 'poc'],
        },
        'status': {
            'type': 'code',
            'values': ['active', 'trialing', 'paused', 'canceled'],
        },
        'quantity': {'type': 'decimal', 'scale': 4, 'min': 0},
        'unit_amount': {
            'type': 'decimal', 'scale': 8, 'min': 0, 'required': true,
        },
        'discount_percent': {
            'type': 'decimal', 'scale': 4, 'min': 0, 'max': 100,
        },
        'currency': {
            'type': 'currency', 'required': true, 'references': 'fx_rate',
        },
        'billing_interval': {
            'type': 'code',
            'required': true,
            'values': ['day', 'week', 'month', 'quarter', 'year'],
        },
        'billing_interval_count': {
            'type': 'integer', 'min': 1, 'max': 10000,
        },
        'start_date': required_date,
        'end_date': date,
        'trial_end_date': date,
        'reserved_expansion_id': id,
        'poc_id': id,
    },
},
'billing_invoice_lines': {
    'key': ['invoice_line_id'],
    'in_order': ['service_start_date', 'service_end_date'],
    'columns': {
        'invoice_line_id': key,
        'invoice_id': id,
        'customer_id': key,
        'subscription_item_id': id,
        'invoice_date': required_date,
        'service_start_date': date,
        'service_end_date': date,
        'amount': {'type': 'decimal', 'scale': 4, 'required': true},
        'currency': required_currency,
        'is_credit_note': boolean,
    },
},
'exchange_rates': {
    'key': ['rate_date', 'from_currency', 'to_currency'],
    'columns': {
        'rate_date': required_date,
        'from_currency': required_currency,
        'to_currency': required_currency,
        'rate': {
            'type': 'decimal', 'scale': 10, 'above': 0, 'required': true,
        },
    },
},
'crm_accounts': {
    'key': ['account_id'],
    'columns': {
        'account_id': key,
        'account_name': text,
        'parent_account_id': id,
        'merged_into_account_id': id,
        'employee_count': count,
        'addressable_seats': count,
        'industry': text,
        'region': text,
        'size_segment': text,
        'created_date': date,
    },
},
'crm_account_sites': {
    'key': ['site_id'],
    'columns': {
        'site_id': key,
        'account_id': account,
        'site_name': text,
        'region': text,
        'employee_count': count,
    },
},
'crm_opportunities': {
    'key': ['opportunity_id'],
    'columns': {
        'opportunity_id': key,
        'account_id': account,
        'opportunity_type': {
            'type': 'code', 'values': ['new_business', 'expansion', 'renewal'],
        },
        'stage': text,
        'is_closed': boolean,
        'is_won': boolean,
        'amount': money,
        'currency': currency,
        'created_date': required_date,
        'closed_date': date,
        'owner_id': id,
        'owner_team': {'type': 'code', 'values': ['ae', 'bdr', 'cs']},
        'lost_reason': text,
    },
},
'crm_reserved_expansions': {
    'key': ['reserved_expansion_id'],
    'columns': {
        'reserved_expansion_id': key,
        'account_id': account,
        'opportunity_id': id,
        'expansion_kind': {
            'type': 'code', 'required': true,
            'values': ['upsell', 'cross_sell'],
        },
        'product_id': key,
        'agreed_date': required_date,
        'planned_start_date': required_date,
        'reserved_seats': count,
        'reserved_mrr': {
            'type': 'decimal', 'scale': 4, 'above': 0, 'required': true,
        },
        'currency': {
            'type': 'currency', 'required': true, 'references': 'fx_rate',
        },
        'status': {'type': 'code', 'values': ['open', 'cancelled']},
        'cancelled_date': date,
        'cancel_reason': text,
        'owner_id': id,
    },
},
'crm_pocs': {
    'key': ['poc_id'],
    'in_order': ['start_date', 'end_date'],
    'columns': {
        'poc_id': key,
        'account_id': account,
        'opportunity_id': id,
        'product_id': id,
        'motion': {'type': 'code', 'values': ['new_business', 'expansion']},
        'purpose': text,
        'start_date': required_date,
        'planned_end_date': date,
        'end_date': date,
        'decision': {'type': 'code', 'values': ['won', 'lost']},
        'decision_date': date,
        'lost_reason': text,
        'seats': count,
    },
},
'crm_poc_criteria': {
    'key': ['criterion_id'],
    'columns': {
        'criterion_id': key,
        'poc_id': {'type': 'id', 'required': true, 'references': 'poc'},
        'description': text,
        'target_value': text,
        'actual_value': text,
        'agreed_date': date,
        'is_met': boolean,
    },
},
'crm_poc_sites': {
    'key': ['poc_id', 'site_id'],
    'columns': {
        'poc_id': {'type': 'id', 'required': true, 'references': 'poc'},
        'site_id': {'type': 'id', 'required': true, 'references': 'site'},
        'seats': count,
        'selection_reason': {
            'type': 'code',
            'values': ['well_adopted', 'strategic', 'convenience', 'other'],
        },
    },
},
'crm_milestones': {
    'key': ['account_id', 'product_id', 'milestone'],
    'columns': {
        'account_id': account,
        'product_id': id,
        'milestone': {
            'type': 'code', 'required': true,
            'values': [
                'kickoff', 'go_live', 'first_value', 'onboarded',
                'light_success', 'deep_success',
            ],
        },
        'target_date': date,
        'achieved_date': date,
    },
},
'crm_expansion_proposals': {
    'key': ['proposal_id'],
    'columns': {
        'proposal_id': key,
        'account_id': account,
        'product_id': id,
        'proposed_date': required_date,
        'proposed_mrr': money,
        'currency': currency,
        'audience': {
            'type': 'code',
            'values': ['user', 'manager', 'executive', 'decision_maker'],
        },
    },
},
'crm_executive_reviews': {
    'key': ['review_id'],
    'columns': {
        'review_id': key,
        'account_id': account,
        'held_date': required_date,
        'decision_maker_attended': boolean,
        'outcome_reported': boolean,
        'outcome_acknowledged': boolean,
        'roadmap_presented': boolean,
    },
},
'crm_feature_requests': {
    'key': ['request_id'],
    'columns': {
        'request_id': key,
        'account_id': account,
        'product_id': id,
        'requested_date': required_date,
        'is_blocking': boolean,
        'potential_mrr': money,
        'currency': currency,
        'planned_release_date': date,
        'released_date': date,
        'status': {
            'type': 'code',
            'values': ['open', 'planned', 'released', 'declined'],
        },
    },
},
'crm_customer_voices': {
    'key': ['voice_id'],
    'columns': {
        'voice_id': key,
        'account_id': account,
        'kind': {
            'type': 'code', 'required': true,
            'values': ['success_story', 'churn_reason', 'complaint'],
        },
        'category': text,
        'captured_date': required_date,
        'shared_date': date,
        'detail': text,
    },
},
'product_usage_monthly': {
    'key': ['account_id', 'product_id', 'month'],
    'columns': {
        'account_id': account,
        'product_id': key,
        'month': required_date,
        'active_seats': {'type': 'integer', 'min': 0, 'required': true},
    },
},
} -%}

{%- for table in tables.values() -%}
    {%- do table['columns'].update({
        'recorded_at': {'type': 'timestamp'}, 'is_deleted': boolean
    }) -%}
{%- endfor -%}
{{ return(tables) }}
{% endmacro %}
