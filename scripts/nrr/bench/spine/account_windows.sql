-- What became of the MRR of each window's opening, summed per combination of
-- dimension values before it is cut by each of them.
with windows as (
    select
        account_id,
        month_number,
        1 as window_months,
        mrr_1_before as opening_mrr,
        mrr as closing_mrr
    from spine.account_months
    where mrr_1_before > 0

    union all

    select
        account_id,
        month_number,
        3 as window_months,
        mrr_3_before as opening_mrr,
        mrr as closing_mrr
    from spine.account_months
    where mrr_3_before > 0

    union all

    select
        account_id,
        month_number,
        12 as window_months,
        mrr_12_before as opening_mrr,
        mrr as closing_mrr
    from spine.account_months
    where mrr_12_before > 0
)

select
    windows.month_number,
    windows.window_months,
    accounts.size_segment,
    accounts.industry,
    accounts.region,
    accounts.acquisition_year,
    accounts.reservation,
    case
        when 12 * windows.opening_mrr < 1000000 then 'under_1m'
        when 12 * windows.opening_mrr < 10000000 then '1m_to_10m'
        when 12 * windows.opening_mrr < 100000000 then '10m_to_100m'
        else 'from_100m'
    end as arr_band,
    count(*) as opening_accounts,
    count(*) filter (where windows.closing_mrr > 0) as retained_accounts,
    sum(windows.opening_mrr) as opening_mrr,
    sum(greatest(windows.closing_mrr - windows.opening_mrr, 0))
        as expansion_mrr,
    sum(greatest(windows.opening_mrr - windows.closing_mrr, 0)) filter (
        where windows.closing_mrr > 0
    ) as contraction_mrr,
    sum(windows.opening_mrr) filter (where windows.closing_mrr = 0)
        as churned_mrr
from windows
inner join spine.accounts
    on windows.account_id = accounts.account_id
group by all
