"""The names of what a build leaves behind on an engine."""

LAYERS = ("raw", "staging", "intermediate", "marts")

HEADLINE = """
select
    waterfall.month,
    retention.net_revenue_retention,
    retention.gross_revenue_retention
from {schema}.fct_mrr_waterfall_monthly as waterfall
left join {schema}.fct_nrr_monthly as retention
    on
        waterfall.month = retention.month
        and retention.window_months = 12
        and retention.dimension = 'all'
where waterfall.dimension = 'all'
order by waterfall.month desc
limit 1
"""


def schema(base: str, layer: str) -> str:
    """The schema of a layer, as generate_schema_name has it: nrr_marts."""
    return f"{base}_{layer}"
