-- Every movement is of the one type its amounts allow, and new comes first.
with movements as (
    select
        *,
        row_number() over (
            partition by account_id
            order by month
        ) as movement_number
    from {{ ref('fct_mrr_movements') }}
)

select * from movements
where
    movement_type is distinct from case
        when previous_mrr = 0 and movement_number = 1 then 'new'
        when previous_mrr = 0 then 'reactivation'
        when current_mrr = 0 then 'churn'
        when current_mrr > previous_mrr then 'expansion'
        when current_mrr < previous_mrr then 'contraction'
    end
