-- The RavenStack data set (a synthetic SaaS company) as raw tables.
--
-- | source                      | raw table                                    |
-- |-----------------------------|----------------------------------------------|
-- | ravenstack_accounts         | crm_accounts, billing_customers              |
-- | ravenstack_subscriptions    | billing_subscription_items, billing_products |
-- | ravenstack_churn_events     | crm_customer_voices, kind churn_reason       |
-- | churn_flag of an account    | crm_customer_voices, kind churn_reason       |
--
-- One subscription is one item. There is one product, and the tier is its plan,
-- so that a move between tiers is a change of plan, not a cross-sell. What is
-- billed a year is arr_amount, what is billed a month is mrr_amount, both for all
-- seats; a seat's price is a whole amount in all rows. end_date is taken as the
-- first day without service. A trial has amounts of 0 and stays a trial.
--
-- The flag of a churned account has no date: it is known on the last day of the
-- extract, so it stands there as a churn without a stated reason.
--
-- Left out, because the contract has no place for it: plan_tier, seats and
-- is_trial of accounts (subscriptions say otherwise), refunds, and the flags of
-- upgrades, downgrades and automatic renewal.
create view accounts as
from read_csv(getvariable('source') || '/ravenstack_accounts.csv');

create view subscriptions as
from read_csv(getvariable('source') || '/ravenstack_subscriptions.csv');

create view churn_events as
from read_csv(getvariable('source') || '/ravenstack_churn_events.csv');

create view crm_accounts as
select
    account_id,
    account_name,
    industry,
    country as region,
    signup_date as created_date
from accounts;

create view billing_customers as
select
    account_id as customer_id,
    account_id,
    account_name as customer_name,
    country,
    signup_date as created_date
from accounts;

create view billing_products as
select
    'ravenstack' as product_id,
    'RavenStack' as product_name,
    'per_seat' as pricing_model;

create view billing_subscription_items as
select
    subscription_id as subscription_item_id,
    subscription_id,
    account_id as customer_id,
    'ravenstack' as product_id,
    plan_tier as plan,
    'recurring' as charge_type,
    case
        when is_trial then 'trialing'
        when churn_flag then 'canceled'
        else 'active'
    end as status,
    seats as quantity,
    cast(
        if(billing_frequency = 'annual', arr_amount, mrr_amount) / seats
        as decimal(18, 8)
    ) as unit_amount,
    'USD' as currency,
    if(billing_frequency = 'annual', 'year', 'month') as billing_interval,
    start_date,
    end_date
from subscriptions;

create view crm_customer_voices as
select
    churn_event_id as voice_id,
    account_id,
    'churn_reason' as kind,
    reason_code as category,
    churn_date as captured_date,
    feedback_text as detail
from churn_events
union all
select
    'churn_flag:' || account_id as voice_id,
    account_id,
    'churn_reason' as kind,
    null as category,
    (
        select greatest(max(start_date), max(end_date)) from subscriptions
    ) as captured_date,
    'The account is flagged as churned.' as detail
from accounts
where churn_flag;
