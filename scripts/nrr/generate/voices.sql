-- What customers ask for, and what they say.

create view raw_crm_feature_requests as
with asked as (
    select
        landings.*,
        account_no * 10 + request as request_no,
        plus_days(
            landing_date, pick(account_no * 10 + request, 'asked', 40, 1200)
        ) as requested_date,
        one_of(request_no, 'status', [
            'open', 'open', 'planned', 'released', 'released', 'declined',
        ]) as final_status,
        plus_days(requested_date, pick(request_no, 'planned', 90, 400))
            as planned_date,
        plus_days(planned_date, pick(request_no, 'release', -60, 90))
            as release_date
    from landings, range(1, 4) as numbers (request)
    where
        kind = 'customer'
        and draw(account_no * 10 + request, 'is asked')
        < [0.12, 0.3, 0.55, 0.7][band]
),

versions as (
    select
        *, 'open' as known_status,
        stamp(requested_date, request_no, 'request') as recorded_at
    from asked
    union all by name
    select
        *,
        if(final_status = 'released', 'planned', final_status)
            as known_status,
        stamp(plus_days(requested_date, 21), request_no, 'answer')
            as recorded_at
    from asked
    where final_status != 'open'
    union all by name
    select
        *, 'released' as known_status,
        stamp(release_date, request_no, 'released') as recorded_at
    from asked
    where final_status = 'released'
)

select
    format('F{:06d}', request_no) as request_id,
    account_id,
    if(draw(request_no, 'product') < 0.7, versions.product_id, 'P-API')
        as product_id,
    requested_date,
    draw(request_no, 'blocking') < 0.35 as is_blocking,
    case
        when draw(request_no, 'sized') < 0.8
            then round(
                landing_seats * [2500, 18, 17][
                    list_position(['JPY', 'USD', 'EUR'], currency)
                ] * (0.1 + 0.6 * draw(request_no, 'potential')),
                if(currency = 'JPY', -3, 0)
            )
    end::decimal(18, 4) as potential_mrr,
    case when draw(request_no, 'sized') < 0.8 then currency end as currency,
    case when known_status in ('planned', 'released') then planned_date end
        as planned_release_date,
    case when known_status = 'released' then release_date end
        as released_date,
    known_status as status,
    recorded_at,
    null::boolean as is_deleted
from versions
where coalesce(requested_date < leaving_date, true);

create view raw_crm_customer_voices as
with heard as (
    select
        account_no, account_id, account_no * 10 + 1 as voice_no,
        'churn_reason' as kind,
        one_of(account_no, 'churn reason', [
            ['価格', '価格に見合う効果を説明できなかった'],
            ['定着', '現場の入力が続かず利用が広がらなかった'],
            ['定着', '推進担当者の異動後に利用が止まった'],
            ['機能', '必要な連携がなく二重入力になった'],
            ['競合', '全社標準の製品に統一された'],
            ['事業', '対象事業の縮小により不要になった'],
            ['支援', '導入後の支援が足りないと感じた'],
        ]) as words,
        plus_days(leaving_date, -pick(account_no, 'heard', 5, 60))
            as captured_date,
        0.62 as share_rate
    from landings
    where
        leaving_date is not null and draw(account_no, 'is heard') < 0.86
    union all
    select
        account_no, account_id, account_no * 10 + 2, 'success_story',
        one_of(account_no, 'success', [
            ['定着', '訪問件数が前年より大きく増えた'],
            ['効率', '移動と日報の時間が目に見えて減った'],
            ['育成', '新人の立ち上がりが早くなった'],
            ['売上', '休眠顧客の掘り起こしで受注が増えた'],
        ]),
        plus_months(landing_date, pick(account_no, 'story', 6, 24)),
        0.8
    from landings
    where draw(account_no, 'has story') < health * 0.6
    union all
    select
        account_no, account_id, account_no * 10 + 3, 'complaint',
        one_of(account_no, 'complaint', [
            ['性能', '地図の表示が遅い時間帯がある'],
            ['支援', '問い合わせへの回答が遅い'],
            ['機能', '権限設定が細かくできない'],
            ['請求', '請求書の内訳が分かりにくい'],
        ]),
        plus_months(landing_date, pick(account_no, 'complained', 2, 30)),
        0.5
    from landings
    where draw(account_no, 'complains') < 0.4 - 0.3 * health
)

select
    format('W{:06d}', voice_no) as voice_id,
    account_id,
    kind,
    words[1] as category,
    captured_date,
    case
        when
            draw(voice_no, 'is shared') < share_rate
            and shared_on < known_until()
            then shared_on
    end as shared_date,
    words[2] as detail,
    stamp(
        greatest(captured_date, coalesce(shared_date, captured_date)),
        voice_no, 'voice'
    ) as recorded_at,
    null::boolean as is_deleted
from (
    select
        *,
        plus_days(captured_date, pick(voice_no, 'shared', 2, 45)) as shared_on
    from heard
) as shared;
