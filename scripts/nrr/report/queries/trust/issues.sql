select
    issue_code,
    severity,
    count(*) as issues,
    sum(mrr_at_stake) as mrr,
    arg_max(detail, mrr_at_stake) as example
from fct_data_issues
group by issue_code, severity
order by mrr desc, issues desc, issue_code
