select
    claim,
    outcome,
    exposed_n,
    unexposed_n,
    exposed_value,
    unexposed_value,
    stratified_difference as difference,
    ci_low,
    ci_high,
    verdict
from fct_playbook_evidence
where dimension_value = 'all'
order by verdict = 'too few', verdict = 'not supported', claim
