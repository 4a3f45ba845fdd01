-- The CRM sales opportunities of Maven Analytics (8,800 deals, 85 accounts) as raw
-- tables.
--
-- | source         | raw table                                                 |
-- |----------------|-----------------------------------------------------------|
-- | accounts       | crm_accounts, billing_customers                           |
-- | products       | billing_products                                          |
-- | sales_pipeline | crm_opportunities, crm_pocs, billing_subscription_items   |
--
-- A deal is engaged with a customer over one product until it is won or lost, which
-- is what a PoC is: it starts on engage_date, and is over on close_date. There is
-- no billing in the source. Conversion comes from billing, so each won deal has an
-- item that names its PoC and starts on close_date; close_value is taken as the
-- price of a year. Its MRR is no more than that assumption.
--
-- Accounts are known by their names. Deals without an account or an engage_date
-- are mapped as they are: it is for staging to reject them. The pipeline writes a
-- product without the blank that the price list has (GTXPro), so ids have none.
--
-- Left out, because the contract has no place for it: revenue and founding year of
-- accounts, list prices, managers and offices of agents.
create view accounts as
from read_csv(
    getvariable('source') || '/accounts.csv', all_varchar = true
);

create view products as
from read_csv(
    getvariable('source') || '/products.csv', all_varchar = true
);

create view deals as
select
    * replace (
        replace(product, ' ', '') as product,
        strptime(engage_date, '%d-%m-%Y')::date as engage_date,
        strptime(close_date, '%d-%m-%Y')::date as close_date
    )
from read_csv(
    getvariable('source') || '/sales_pipeline.csv', all_varchar = true
);

create view crm_accounts as
select
    account as account_id,
    account as account_name,
    subsidiary_of as parent_account_id,
    employees as employee_count,
    sector as industry,
    office_location as region
from accounts;

create view billing_customers as
select
    account as customer_id,
    account as account_id,
    account as customer_name
from accounts;

create view billing_products as
select
    replace(product, ' ', '') as product_id,
    product as product_name,
    series as product_family
from products;

create view crm_opportunities as
select
    opportunity_id,
    account as account_id,
    deal_stage as stage,
    deal_stage in ('Won', 'Lost') as is_closed,
    case when close_date is not null then deal_stage = 'Won' end as is_won,
    close_value as amount,
    'USD' as currency,
    engage_date as created_date,
    close_date as closed_date,
    sales_agent as owner_id
from deals;

create view crm_pocs as
select
    opportunity_id as poc_id,
    account as account_id,
    opportunity_id,
    product as product_id,
    engage_date as start_date,
    close_date as end_date,
    case deal_stage when 'Won' then 'won' when 'Lost' then 'lost' end as decision,
    close_date as decision_date
from deals;

create view billing_subscription_items as
select
    opportunity_id as subscription_item_id,
    account as customer_id,
    product as product_id,
    'recurring' as charge_type,
    close_value as unit_amount,
    'USD' as currency,
    'year' as billing_interval,
    close_date as start_date,
    opportunity_id as poc_id
from deals
where deal_stage = 'Won';
