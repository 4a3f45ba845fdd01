select
    started_quarter as quarter,
    started,
    running,
    undecided,
    converted,
    lost,
    conversion_rate as rate,
    wilson_low as low,
    wilson_high as high
from fct_poc_conversion
where dimension = 'all' and started_quarter <> 'all'
order by started_quarter desc
limit 20
