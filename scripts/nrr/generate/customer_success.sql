-- What is offered to customers, and reviewed with their executives.

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
