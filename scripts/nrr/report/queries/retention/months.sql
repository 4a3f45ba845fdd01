select month
from dim_months
order by month
