select
    claim,
    outcome,
    dimension_value,
    exposed_n,
    unexposed_n,
    exposed_value,
    unexposed_value,
    stratified_difference as difference,
    ci_low,
    ci_high,
    verdict
from fct_playbook_evidence
order by claim, outcome, dimension_value <> 'all', dimension_value
limit 200
