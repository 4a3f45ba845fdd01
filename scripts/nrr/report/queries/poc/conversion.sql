select
    dimension,
    dimension_value,
    started,
    running,
    undecided,
    converted,
    lost,
    conversion_rate as rate,
    wilson_low as low,
    wilson_high as high,
    median_days_to_conversion as days,
    scale_known,
    did_not_scale,
    median_scale_ratio as scale,
    benchmark_low,
    benchmark_high
from fct_poc_conversion
where started_quarter = 'all'
order by dimension <> 'all', dimension, dimension_value
