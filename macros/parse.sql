{#-
Parsing of one raw text column by its contract type. Each answers null where
the text is not exactly what the type allows: nothing is guessed.
-#}
{% macro parsed(column, rule) -%}
    {%- set parse = {
        'id': parsed_id,
        'text': parsed_text,
        'code': parsed_code,
        'currency': parsed_currency,
        'date': parsed_date,
        'timestamp': parsed_timestamp,
        'boolean': parsed_boolean,
        'integer': parsed_integer,
        'decimal': parsed_decimal,
    } -%}
    {{ parse[rule['type']](column, rule) }}
{%- endmacro %}

{#- Zero-width and bidirectional marks make two ids look like one. -#}
{% macro parsed_id(column, rule) -%}
    {%- set invisible = '\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a'
        ~ '\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065'
        ~ '\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f'
        ~ '\ufeff' -%}
    case
        when {{ matches(column, raw_patterns()['plain']) }} then {{ column }}
        when translate({{ column }}, '{{ invisible }}', '') = {{ column }}
            then nullif({{ trimmed(column) }}, '')
    end
{%- endmacro %}

{% macro parsed_text(column, rule) -%}
    {{ cleaned(column, rule) }}
{%- endmacro %}

{% macro parsed_code(column, rule) -%}
    case
        when lower({{ column }}) in ('{{ rule["values"] | join("', '") }}')
            then lower({{ column }})
    end
{%- endmacro %}

{% macro parsed_currency(column, rule) -%}
    case
        when upper({{ column }}) in ('{{ currency_codes() | join("', '") }}')
            then upper({{ column }})
    end
{%- endmacro %}

{% macro parsed_date(column, rule) -%}
    case
        when
            {{ matches(column, raw_patterns()['date']) }}
            and substr({{ column }}, 1, 4) >= '1900'
            then {{ text_to_date(
                "replace(substr(" ~ column ~ ", 1, 10), '/', '-')"
            ) }}
    end
{%- endmacro %}

{% macro parsed_timestamp(column, rule) -%}
    case
        when substr({{ column }}, 1, 4) < '1900' then null
        when {{ matches(column, raw_patterns()['plain_timestamp']) }}
            then {{ text_to_timestamp(column, has_offset=false) }}
        when {{ matches(column, raw_patterns()['timestamp']) }}
            then {{ text_to_timestamp(
                "replace(replace(replace(replace(replace(" ~ column
                ~ ", '/', '-'), ' +', '+'), ' -', '-'), 'UTC', 'Z'), ' Z', 'Z')"
            ) }}
    end
{%- endmacro %}

{% macro parsed_boolean(column, rule) -%}
    case
        when lower({{ column }}) in ('true', 't', 'yes', 'y', '1') then true
        when lower({{ column }}) in ('false', 'f', 'no', 'n', '0') then false
    end
{%- endmacro %}

{% macro parsed_integer(column, rule) -%}
    case
        when {{ matches(column, raw_patterns()['integer']) }}
            then cast({{ text_to_decimal(column, 18, 0) }} as bigint)
    end
{%- endmacro %}

{% macro parsed_decimal(column, rule) -%}
    case
        when {{ matches(column, raw_patterns()['decimal']) }}
            then {{ text_to_decimal(
                column, rule['scale'] + 14, rule['scale']
            ) }}
    end
{%- endmacro %}

{#-
What text may look like before it is cast. `trimmed` is what most names look like,
in most scripts: nothing is there to trim, which costs more than to see that.
-#}
{% macro raw_patterns() -%}
    {%- set date = '[0-9]{4}(-[0-9]{2}-|/[0-9]{2}/)[0-9]{2}' -%}
    {{ return({
        'plain': '[!-~]([ -~]*[!-~])?',
        'trimmed': '[!-~\u00a1-\u1fff\u3001-\uffee]([ -~\u00a0-\uffee]*'
            ~ '[!-~\u00a1-\u1fff\u3001-\uffee])?',
        'plain_timestamp': '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]'
            ~ '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?',
        'date': date ~ '([ T]00:00(:00([.]0+)?)?)?',
        'timestamp': date
            ~ '([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?'
            ~ '( ?(Z|UTC|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?))?)?',
        'integer': '[+-]?[0-9]+([.]0+)?',
        'decimal': '[+-]?([0-9]+([.][0-9]+)?|[.][0-9]+)',
    }) }}
{%- endmacro %}

{#-
Trimmed text, empty as null; where it stands for a code, a number or a date,
with full-width digits, Latin letters and signs folded to half width.
-#}
{% macro cleaned(column, rule) -%}
    {%- if rule['type'] in ('id', 'text') -%}
    case
        when {{ matches(column, raw_patterns()['trimmed']) }} then {{ column }}
        else nullif({{ trimmed(column) }}, '')
    end
    {%- else -%}
    nullif({{ folded(trimmed(column)) }}, '')
    {%- endif -%}
{%- endmacro %}

{#- Full-width digits, Latin letters and signs as half-width ones. -#}
{% macro folded(text) -%}
    {%- set full = '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ'
        ~ 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－＿．／：＋' -%}
    {%- set half = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        ~ 'abcdefghijklmnopqrstuvwxyz-_./:+' -%}
    translate({{ text }}, '{{ full }}', '{{ half }}')
{%- endmacro %}

{#- ISO 4217: active codes. -#}
{% macro currency_codes() -%}
    {{ return((
        'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND '
        'BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK '
        'DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ '
        'GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR '
        'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK '
        'MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB '
        'PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD '
        'SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD '
        'TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR '
        'ZMW ZWG'
    ).split()) }}
{%- endmacro %}
