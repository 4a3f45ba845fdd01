-- With one month of history roll-forwards hold trivially: said, not hidden.
{{ config(severity='warn') }}
select count(*) as months
from {{ ref('dim_months') }}
having count(*) < 2
