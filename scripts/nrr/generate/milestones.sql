-- Onboarding and success, as planned and as reached.

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
                * (1.17 - 0.75 * health + 0.5 * draw(milestone_id, 'pace'))
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
