with outcomes as (
    select * from {{ ref('int_reservation_outcomes') }}
),

{{ stratified_effects('outcomes', 'outcome', 'size_segment', 'is_reserved') }},

final as (
    select
        outcome,
        dimension_value,
        exposed_n as reserved_accounts,
        unexposed_n as other_accounts,
        exposed_median as reserved_median,
        unexposed_median as other_median,
        mean_difference,
        ci_low,
        ci_high,
        is_enough as has_enough_accounts
    from effects
)

select * from final
