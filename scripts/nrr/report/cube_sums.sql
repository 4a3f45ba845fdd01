-- Goes on where cube_rows.sql ends: its rows, summed by group, b and a.
profiles as (
    select
        family, size_segment, industry, region, acquisition_year, reservation,
        arr_band, b, a,
        sum(sign * opening_accounts) as opening_accounts,
        sum(sign * lost_accounts) as lost_accounts,
        sum(sign * opening) as opening,
        sum(sign * expansion) as expansion,
        sum(sign * reserved) as reserved,
        sum(sign * contraction) as contraction,
        sum(sign * churned) as churned
    from ends
    group by all
),

dimensions as (
    from (values
        ('all'), ('size_segment'), ('industry'), ('region'), ('acquisition_year'),
        ('reservation'), ('arr_band'), ('product_family')
    ) as dimensions (dimension)
),

valued as (
    select
        dimension,
        case dimension
            when 'all' then 'all'
            when 'size_segment' then size_segment
            when 'industry' then industry
            when 'region' then region
            when 'acquisition_year' then acquisition_year
            when 'reservation' then reservation
            when 'arr_band' then arr_band
            else family
        end as dimension_value,
        profiles.*
    from profiles
    cross join dimensions
    where (family is null) = (dimension <> 'product_family')
),

summed as (
    select
        dimension,
        dimension_value,
        b,
        a,
        sum(opening_accounts) as opening_accounts,
        sum(lost_accounts) as lost_accounts,
        sum(opening) as opening,
        sum(expansion) as expansion,
        sum(reserved) as reserved,
        sum(contraction) as contraction,
        sum(churned) as churned
    from valued
    group by all
),

ranked as (
    select
        dimension,
        dimension_value,
        row_number() over (
            partition by dimension
            order by sum(abs(opening)) desc, dimension_value
        ) as value_rank,
        greatest(count(*) over (partition by dimension) - $most, 0) as left_out
    from summed
    group by dimension, dimension_value
)

select summed.*, left_out
from summed
inner join ranked using (dimension, dimension_value)
where
    value_rank <= $most
    and (
        opening_accounts <> 0 or lost_accounts <> 0 or opening <> 0
        or expansion <> 0 or reserved <> 0 or contraction <> 0 or churned <> 0
    )
order by dimension, value_rank, b, a
