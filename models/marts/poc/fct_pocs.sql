{%- set conversion_days = dbt.datediff(
    'pocs.start_date', 'conversions.converted_date', 'day'
) -%}
with pocs as (
    select * from {{ ref('int_pocs_dated') }}
),

conversions as (
    select * from {{ ref('int_poc_conversions') }}
),

product_states as (
    select * from {{ ref('int_product_mrr_states') }}
),

-- the seats of the product that was bought, then and a year on
seat_states as (
    select
        conversions.poc_id,
        product_states.month,
        conversions.month as converted_month,
        {{ whole_seats('product_states.current_seats') }} as current_seats,
        row_number() over (
            partition by conversions.poc_id
            order by product_states.month desc
        ) as latest_number
    from conversions
    inner join product_states
        on
            conversions.account_id = product_states.account_id
            and conversions.product_id = product_states.product_id
            and conversions.month <= product_states.month
            and conversions.month + 12 >= product_states.month
),

scaled_pocs as (
    select
        poc_id,
        max(case when month = converted_month then current_seats end)
            as seats_at_conversion,
        max(
            case
                when
                    latest_number = 1
                    and converted_month + 12 <= {{ last_reported_month() }}
                    then current_seats
            end
        ) as seats_after_12_months
    from seat_states
    group by poc_id
),

judged_pocs as (
    select
        pocs.*,
        conversions.month as converted_month,
        conversions.converted_mrr,
        greatest({{ conversion_days }}, 0) as days_to_conversion,
        coalesce(conversions.is_explicit_link, false) as is_explicit_link,
        case
            when pocs.start_date > {{ var_date('as_of_date') }}
                then 'not_started'
            when conversions.poc_id is not null then 'converted'
            when
                coalesce(pocs.decided_lost_date, pocs.window_lost_date)
                is not null
                then 'lost'
            when pocs.over_date <= {{ var_date('as_of_date') }}
                then 'undecided'
            else 'running'
        end as status,
        scaled_pocs.seats_at_conversion,
        scaled_pocs.seats_after_12_months
    from pocs
    left join conversions
        on pocs.poc_id = conversions.poc_id
    left join scaled_pocs
        on pocs.poc_id = scaled_pocs.poc_id
),

final as (
    select
        poc_id,
        account_id,
        product_id,
        coalesce(motion, 'unknown') as motion,
        start_date,
        over_date as end_date,
        has_purpose,
        has_criteria_before_start,
        cast(criteria as bigint) as criteria,
        cast(criteria_met as bigint) as criteria_met,
        target_selection,
        cast(sites as bigint) as sites,
        cast(poc_seats as bigint) as poc_seats,
        status,
        {{ month_date('converted_month') }} as converted_month,
        case
            when converted_month is not null
                then cast(days_to_conversion as bigint)
        end as days_to_conversion,
        cast(converted_mrr as {{ type_money() }}) as converted_mrr,
        is_explicit_link,
        seats_at_conversion,
        seats_after_12_months,
        {{ ratio('seats_at_conversion', 'poc_seats') }}
            as scale_ratio_at_conversion,
        {{ ratio('seats_after_12_months', 'poc_seats') }} as scale_ratio,
        seats_after_12_months > poc_seats as has_scaled,
        case
            when status = 'lost'
                then
                    least(
                        coalesce(decided_lost_date, window_lost_date),
                        coalesce(window_lost_date, decided_lost_date)
                    )
        end as lost_date,
        case when status = 'lost' then lost_reason end as lost_reason
    from judged_pocs
)

select * from final
