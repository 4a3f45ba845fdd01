-- The subscription periods of dbt Labs' MRR playbook as raw tables.
--
-- The source is one file, subscription_periods.csv: a row is what a customer pays
-- a month from start_date to end_date (exclusive, a first of a month, never
-- empty). A change of price ends one period and begins the next, as in the
-- contract. It names no currency (taken as USD), no product (one) and no seats
-- (flat). The customer is the account, so that ids stay what they were.
create view periods as
from read_csv(
    getvariable('source') || '/subscription_periods.csv', all_varchar = true
);

create view billing_customers as
select distinct
    customer_id,
    customer_id as account_id
from periods;

create view billing_subscription_items as
select
    subscription_id as subscription_item_id,
    subscription_id,
    customer_id,
    'subscription' as product_id,
    monthly_amount as unit_amount,
    'USD' as currency,
    'month' as billing_interval,
    start_date,
    end_date
from periods;
