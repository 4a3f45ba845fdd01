-- Customer success: milestones, proposals, reviews, requests, voices, usage.

create view raw_crm_milestones as
with listed as (
    select
        lines.*,
        milestone,
        milestone_no,
        line_no * 10 + milestone_no as milestone_id,
        plus_days(start_date, planned_days) as target_date,
        -- good customers and reserved ones are quicker
        plus_days(
            start_date,
            round(
                planned_days
                * (1.42 - 0.75 * health + 0.5 * (draw(milestone_id, 'pace') - 0.5))
                * if(is_reserved and milestone_no >= 2, 0.82, 1)
            )
        ) as done_date,
        draw(milestone_id, 'is done')
        < [0.99, 0.97, 0.93, 0.88, 0.45 + 0.5 * health, 0.1 + 0.65 * health][
            milestone_no
        ] as is_done
    from lines,
        (
            values
            (1, 'kickoff', 10), (2, 'go_live', 30), (3, 'first_value', 75),
            (4, 'onboarded', 90), (5, 'light_success', 180),
            (6, 'deep_success', 330)
        ) as milestones (milestone_no, milestone, planned_days)
    where
        stay = 1
        and product_no <= 2
        and (origin = 'landing' or milestone_no in (2, 3, 4))
),

versions as (
    select
        *, false as is_achieved,
        stamp(plus_days(start_date, -2), milestone_id, 'planned')
            as recorded_at
    from listed
    union all by name
    select
        *, true as is_achieved,
        stamp(done_date, milestone_id, 'achieved') as recorded_at
    from listed
    where is_done and coalesce(done_date < end_date, true)
)

select
    format('A{:05d}', account_no) as account_id,
    product_id,
    milestone,
    target_date,
    case when is_achieved then done_date end as achieved_date,
    recorded_at,
    null::boolean as is_deleted
from versions;

create view raw_crm_expansion_proposals as
with proposed as (
    select
        landings.*,
        proposal,
        account_no * 20 + proposal as proposal_no,
        plus_months(
            landing_date,
            -- good practice proposes from the start
            if(health > 0.45, 1, 7)
            + (proposal - 1) * [9, 7, 5, 5][band]
            + pick(account_no * 20 + proposal, 'proposed', 0, 2)
        ) as proposed_date
    from landings, range(1, 8) as numbers (proposal)
    where
        kind = 'customer'
        and draw(account_no * 20 + proposal, 'is proposed')
        < [0.22, 0.45, 0.7, 0.8][band] * (0.5 + 0.8 * health)
)

select
    format('E{:07d}', proposal_no) as proposal_id,
    account_id,
    if(
        draw(proposal_no, 'product') < 0.6, proposed.product_id, 'P-INSIGHT'
    ) as product_id,
    plus_days(proposed_date, pick(proposal_no, 'day', 0, 24))
        as proposed_date,
    round(
        list_price * landing_seats * (0.2 + draw(proposal_no, 'amount')),
        if(currency = 'JPY', -2, 0)
    )::decimal(18, 4) as proposed_mrr,
    currency,
    one_of(proposal_no, 'audience', [
        ['user', 'manager', 'decision_maker'],
        ['user', 'manager', 'manager', 'executive'],
        ['manager', 'executive', 'decision_maker'],
        ['manager', 'executive', 'decision_maker', 'decision_maker'],
    ][band]) as audience,
    stamp(
        plus_days(proposed_date, pick(proposal_no, 'day', 0, 24)),
        proposal_no, 'proposal'
    ) as recorded_at,
    null::boolean as is_deleted
from proposed
inner join prices using (account_no, product_no)
where coalesce(proposed_date < leaving_date, true);

create view raw_crm_executive_reviews as
with held as (
    select
        landings.*,
        account_no * 20 + review as review_no,
        plus_days(
            plus_months(landing_date, review * [12, 9, 6, 4][band] - 2),
            pick(account_no * 20 + review, 'review day', 0, 24)
        ) as held_date
    from landings, range(1, 13) as numbers (review)
    where
        kind = 'customer'
        and draw(account_no * 20 + review, 'is held')
        < [0.12, 0.4, 0.8, 0.9][band] * (0.45 + 0.75 * health)
)

select
    format('V{:07d}', review_no) as review_id,
    account_id,
    held_date,
    draw(review_no, 'attended') < 0.35 + 0.5 * health
        as decision_maker_attended,
    draw(review_no, 'reported') < 0.5 + 0.45 * health as outcome_reported,
    outcome_reported and draw(review_no, 'acknowledged') < 0.3 + 0.6 * health
        as outcome_acknowledged,
    draw(review_no, 'roadmap') < 0.5 as roadmap_presented,
    stamp(plus_days(held_date, 1), review_no, 'review') as recorded_at,
    null::boolean as is_deleted
from held
where coalesce(held_date < leaving_date, true);

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
        *, if(final_status = 'released', 'planned', final_status),
        stamp(plus_days(requested_date, 21), request_no, 'answer')
    from asked
    where final_status != 'open'
    union all by name
    select
        *, 'released', stamp(release_date, request_no, 'released')
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

-- Seats in use, month by month, for the two years the product keeps.
create view raw_product_usage_monthly as
with months as (
    select
        plus_months(getvariable('as_of') + 1, -back) as month,
        last_day(month) as month_end,
        back
    from range(1, 25) as numbers (back)
)

select
    format('A{:05d}', items.account_no) as account_id,
    items.product_id,
    month,
    least(
        seats,
        round(
            seats
            * least(
                0.97,
                (0.34 + 0.5 * health + 0.16 * draw(items.line_no, 'adoption'))
                * (0.95 + 0.1 * draw(items.line_no * 30 + back, 'month'))
                -- the first months of a line
                * least(1, 0.5 + (month_end - lines.start_date) / 180)
            )
        )
    )::bigint as active_seats,
    month_end::timestamp + interval 14 hour
    + to_seconds(pick(items.line_no, 'usage', 600, 3000)) as recorded_at,
    null::boolean as is_deleted
from items
inner join months
    on
        items.start_date <= month_end
        and coalesce(items.end_date > month_end, true)
inner join lines using (line_no)
where
    items.pricing_model = 'per_seat'
    and items.status = 'active';
