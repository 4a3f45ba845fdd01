-- An account is in one segment of each of these dimensions; its ARR is spread
-- over product families, so they split another dispersion.
with dispersion as (
    select * from {{ ref('fct_arr_dispersion_monthly') }}
    where dimension <> 'product_family'
),

company as (
    select * from dispersion
    where dimension = 'all'
),

segments as (
    select
        dispersion.month,
        dispersion.dimension,
        dispersion.theil_t,
        company.theil_t as theil_total,
        {{ ratio('dispersion.total_arr', 'company.total_arr') }} as arr_share,
        {{ ratio('dispersion.total_arr * company.accounts',
                 'company.total_arr * dispersion.accounts') }} as relative_mean
    from dispersion
    inner join company
        on dispersion.month = company.month
    where dispersion.dimension <> 'all'
),

split as (
    select
        month,
        dimension,
        max(theil_total) as theil_total,
        sum(arr_share * theil_t) as theil_within,
        sum(arr_share * ln(relative_mean)) as theil_between
    from segments
    group by
        month,
        dimension
),

final as (
    select
        month,
        dimension,
        theil_total,
        theil_within,
        theil_between,
        {{ ratio('theil_between', 'theil_total') }} as between_share
    from split
)

select * from final
