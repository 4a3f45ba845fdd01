-- Seats 12 months after the contract over seats in the PoC.
select
    case
        when scale_ratio = 0 then 'left'
        when scale_ratio < 1 then 'below_1'
        when scale_ratio = 1 then 'same'
        when scale_ratio <= 2 then '1_to_2'
        when scale_ratio <= 5 then '2_to_5'
        when scale_ratio <= 10 then '5_to_10'
        else 'over_10'
    end as size,
    count(*) as pocs
from fct_pocs
where scale_ratio is not null
group by all
order by min(scale_ratio)
