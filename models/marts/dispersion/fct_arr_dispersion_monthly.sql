{%- set quantiles = {
    'median_arr': 50, 'p10_arr': 10, 'p25_arr': 25, 'p75_arr': 75, 'p90_arr': 90
} -%}
with levels as (
    select * from {{ ref('int_arr_levels_monthly') }}
),

dispersion_groups as (
    select * from {{ ref('int_dispersion_groups') }}
),

months as (
    select * from {{ ref('int_months') }}
),

-- shares are of the whole; the largest 10 % are one account at least
measured_levels as (
    select
        *,
        all_accounts - 1 as last_place,
        {{ ratio('arr', 'all_arr') }} as share,
        {{ ratio('arr * all_accounts', 'all_arr') }} as relative_arr,
        {{ ratio('2 * accounts_below + accounts - all_accounts',
                 'all_accounts') }} as rank_weight,
        greatest(
            accounts_below + accounts - all_accounts
            + cast(
                (all_accounts + mod(10 - mod(all_accounts, 10), 10)) / 10
                as bigint
            ),
            0
        ) as decile_places
    from levels
),

measures as (
    select
        month_number,
        group_number,
        max(all_accounts) as accounts,
        cast(max(all_arr) as {{ type_total() }}) as total_arr,
        cast(min(arr) as {{ type_money() }}) as min_arr,
        cast(max(arr) as {{ type_money() }}) as max_arr,
        {%- for quantile, percent in quantiles.items() %}
        {%- set place = percent ~ ' * last_place' %}
        max(case when {{ place }} >= 100 * accounts_below then arr end)
            as {{ quantile }}_floor,
        min(
            case
                when {{ place }} + 100 < 100 * (accounts_below + accounts)
                    then arr
            end
        ) as {{ quantile }}_ceiling,
        {%- endfor %}
        sum(accounts * (relative_arr - 1) * (relative_arr - 1))
            as squared_deviations,
        sum(accounts * share * rank_weight) as gini,
        sum(accounts * share * share) as hhi,
        sum(accounts * share * ln(relative_arr)) as theil_t,
        sum(least(accounts, decile_places) * arr) as top_decile_arr
    from measured_levels
    group by
        month_number,
        group_number
),

final as (
    select
        months.month,
        dispersion_groups.dimension,
        dispersion_groups.dimension_value,
        measures.accounts,
        measures.total_arr,
        {{ ratio('measures.total_arr', 'measures.accounts') }} as mean_arr,
        {%- for quantile, percent in quantiles.items() %}
        {%- set lower = 'measures.' ~ quantile ~ '_floor' %}
        {%- set upper = 'measures.' ~ quantile ~ '_ceiling' %}
        cast({{ lower }} as {{ type_ratio() }})
        + cast(
            coalesce({{ upper }} - {{ lower }}, 0) as {{ type_ratio() }}
        ) * mod({{ percent }} * (measures.accounts - 1), 100)
        / 100 as {{ quantile }},
        {%- endfor %}
        measures.min_arr,
        measures.max_arr,
        {{ ratio('measures.max_arr', 'measures.min_arr') }}
            as max_to_min_ratio,
        sqrt(measures.squared_deviations / measures.accounts)
            as coefficient_of_variation,
        measures.gini,
        measures.gini * {{ ratio(
            'measures.accounts', 'measures.accounts - 1'
        ) }} as gini_unbiased,
        measures.hhi,
        measures.theil_t,
        {{ ratio('measures.max_arr', 'measures.total_arr') }}
            as top_account_share,
        {{ ratio('measures.top_decile_arr', 'measures.total_arr') }}
            as top_decile_share
    from measures
    inner join dispersion_groups
        on measures.group_number = dispersion_groups.group_number
    inner join months
        on measures.month_number = months.month_number
)

select * from final
