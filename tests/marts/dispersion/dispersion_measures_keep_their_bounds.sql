-- Each measure lies where its definition puts it, whatever the accounts: what
-- rounding of ratios may add is 1e-9.
with dispersion as (
    select
        *,
        cast(min_arr as {{ type_ratio() }}) * (1 - 1e-9) as low,
        cast(max_arr as {{ type_ratio() }}) * (1 + 1e-9) as high
    from {{ ref('fct_arr_dispersion_monthly') }}
)

select *
from dispersion
where
    accounts < 1
    or min_arr <= 0
    or not (
        low <= p10_arr
        and p10_arr <= p25_arr
        and p25_arr <= median_arr
        and median_arr <= p75_arr
        and p75_arr <= p90_arr
        and p90_arr <= high
        and mean_arr between low and high
        and gini between -1e-9 and 1 - 1.0 / accounts + 1e-9
        and hhi between 1.0 / accounts - 1e-9 and 1 + 1e-9
        and abs(
            (1 + coefficient_of_variation * coefficient_of_variation)
            - hhi * accounts
        ) <= 1e-9 * accounts
        and theil_t between -1e-9 and ln(accounts) + 1e-9
        and top_account_share <= top_decile_share + 1e-9
        and top_decile_share <= 1 + 1e-9
    )
    or (gini_unbiased is null) <> (accounts = 1)
    or gini_unbiased > 1 + 1e-9
