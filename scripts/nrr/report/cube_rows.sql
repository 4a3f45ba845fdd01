-- Every A-to-B figure of every dimension value, as changes that add up to it.
--
-- Who pays c_i at A and c_j at B adds f(c_i, c_j) to a figure. For a fixed A that
-- changes at the months b of c_j only, and as A moves on, it holds from the month
-- of c_i to the month before the next state. So each pair of states of an account
-- is two rows: its change at b, in at the first A (a), out at the first A after.
-- The figure for A and B is the sum of all rows with a <= A < b <= B. There are
-- never more rows than months * months / 2 a dimension value, however many
-- accounts there are.
with months as (
    select month, row_number() over (order by month) - 1 - $first as number
    from marts.dim_months
),

-- what was before the first month shown stands at it
account_changes as (
    select account_id, greatest(number, 0) as month, mrr_change, 0 as fulfilled_mrr
    from marts.fct_mrr_movements
    inner join months using (month)
    union all
    select account_id, greatest(number, 0), 0, fulfilled_mrr
    from marts.fct_reserved_expansion_fulfilments
    inner join months using (month)
),

family_changes as (
    select
        account_id, product_id, greatest(number, 0) as month, mrr_change,
        0 as fulfilled_mrr
    from marts.fct_mrr_movement_drivers
    inner join months using (month)
    union all
    select account_id, product_id, greatest(number, 0), 0, fulfilled_mrr
    from marts.fct_reserved_expansion_fulfilments
    inner join months using (month)
),

families as (
    select
        account_id,
        coalesce(product_family, 'unknown') as family,
        month,
        sum(mrr_change) as mrr_change,
        sum(fulfilled_mrr) as fulfilled_mrr
    from family_changes
    left join marts.dim_products using (product_id)
    group by all
),

-- one scope an account (family null), one an account and family: its own changes
-- and, as the cohort is of accounts, those of the account
scope_changes as (
    select
        account_id, null as family, month, mrr_change as account_change, mrr_change,
        fulfilled_mrr
    from account_changes
    union all
    select account_id, family, month, 0, mrr_change, fulfilled_mrr
    from families
    union all
    select scopes.account_id, family, account_changes.month, mrr_change, 0, 0
    from (select distinct account_id, family from families) as scopes
    inner join account_changes using (account_id)
),

sums as (
    select
        account_id,
        family,
        month,
        sum(account_change) as account_change,
        sum(mrr_change) as mrr_change,
        sum(fulfilled_mrr) as fulfilled_mrr
    from scope_changes
    group by all
),

states as materialized (
    select
        account_id,
        family,
        month,
        lead(month) over history as next_month,
        sum(account_change) over history > 0 as is_in_cohort,
        cast(sum(mrr_change) over history as decimal(18, 4)) as mrr,
        cast(sum(fulfilled_mrr) over history as decimal(18, 4)) as fulfilled
    from sums
    window history as (partition by account_id, family order by month)
),

openings as (
    select
        states.*,
        coalesce(size_segment, 'unknown') as size_segment,
        coalesce(industry, 'unknown') as industry,
        coalesce(region, 'unknown') as region,
        coalesce(cast(acquisition_year as varchar), 'unknown') as acquisition_year,
        if(is_reserved_at_sale, 'reserved_at_sale', 'not_reserved') as reservation,
        coalesce(arr_band, 'unknown') as arr_band
    from states
    left join marts.dim_accounts as accounts using (account_id)
    left join marts.dim_arr_bands as bands
        on 12 * mrr >= lower_arr and (12 * mrr < upper_arr or upper_arr is null)
    where is_in_cohort
),

closings as (
    select
        account_id, family, month, mrr, fulfilled,
        lag(mrr) over history as former_mrr,
        lag(fulfilled) over history as former_fulfilled
    from states
    window history as (partition by account_id, family order by month)
),

-- f of the closing that begins at b, less f of the one before it
pairs as (
    select
        openings.*,
        closings.month as b,
        cast(openings.mrr > 0 and closings.mrr = 0 as int)
            - cast(openings.mrr > 0 and former_mrr = 0 as int) as lost_accounts,
        greatest(closings.mrr - openings.mrr, 0)
            - greatest(former_mrr - openings.mrr, 0) as expansion,
        greatest(least(closings.mrr, openings.mrr + closings.fulfilled
            - openings.fulfilled) - openings.mrr, 0)
            - greatest(least(former_mrr, openings.mrr + former_fulfilled
            - openings.fulfilled) - openings.mrr, 0) as reserved,
        if(closings.mrr > 0, greatest(openings.mrr - closings.mrr, 0), 0)
            - if(former_mrr > 0, greatest(openings.mrr - former_mrr, 0), 0)
            as contraction,
        if(closings.mrr = 0, openings.mrr, 0)
            - if(former_mrr = 0, openings.mrr, 0) as churned
    from openings
    inner join closings
        on openings.account_id = closings.account_id
        and openings.family is not distinct from closings.family
        and openings.next_month <= closings.month
),

rows as (
    select
        *, month as a, 1 as sign, 0 as opening_accounts,
        cast(0 as decimal(18, 4)) as opening
    from pairs
    where lost_accounts <> 0 or expansion <> 0 or contraction <> 0 or churned <> 0
        or reserved <> 0
    union all by name
    select
        *, month as a, 1 as sign, cast(mrr > 0 as int) as opening_accounts,
        mrr as opening, 0 as b, 0 as lost_accounts, 0 as expansion, 0 as reserved,
        0 as contraction, 0 as churned
    from openings
    where mrr > 0
),

ends as (
    select * from rows
    union all by name
    select * replace (next_month as a, -1 as sign)
    from rows
    where next_month is not null and (b = 0 or next_month < b)
),
