select arr_band
from dim_arr_bands
order by lower_arr
