select
    outcome,
    dimension_value,
    reserved_accounts,
    other_accounts,
    reserved_median,
    other_median,
    mean_difference as difference,
    ci_low,
    ci_high,
    has_enough_accounts
from fct_reservation_effects
order by outcome, dimension_value <> 'all', dimension_value
