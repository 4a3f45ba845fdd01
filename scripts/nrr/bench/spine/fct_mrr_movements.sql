select
    account_months.account_id,
    months.month,
    case
        when account_months.is_first then 'new'
        when account_months.mrr_1_before = 0 then 'reactivation'
        when account_months.mrr = 0 then 'churn'
        when account_months.mrr > account_months.mrr_1_before then 'expansion'
        else 'contraction'
    end as movement_type,
    coalesce(account_months.mrr_1_before, 0) as previous_mrr,
    account_months.mrr - coalesce(account_months.mrr_1_before, 0)
        as mrr_change,
    account_months.mrr as current_mrr,
    cast(
        round(if(account_months.is_first, 0, account_months.previous_seats), 0)
        as bigint
    ) as previous_seats,
    cast(round(account_months.seats, 0) as bigint) as current_seats
from spine.account_months
inner join spine.months
    on account_months.month_number = months.month_number
where account_months.mrr <> coalesce(account_months.mrr_1_before, 0)
