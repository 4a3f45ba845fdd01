-- A step a week at most: the last day of it.
select
    dimension,
    dimension_value,
    days_since_start as day,
    at_risk,
    cumulative_conversion as converted,
    cumulative_loss as lost
from fct_poc_conversion_curve
where days_since_start <= 1095
qualify
    row_number() over (
        partition by dimension, dimension_value, days_since_start // 7
        order by days_since_start desc
    ) = 1
    or days_since_start = 0
order by dimension, dimension_value, day
