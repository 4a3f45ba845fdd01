"""The names of what a build leaves behind on an engine, and its headline."""

from nrr.manifest import MONTHS

LAYERS = ("raw", "staging", "intermediate", "marts")

HEADLINE = f"""
select month, net_revenue_retention, gross_revenue_retention
from ({MONTHS}) as months
order by month desc
limit 1
"""


def schema(base: str, layer: str) -> str:
    """The schema of a layer, as generate_schema_name has it: nrr_marts."""
    return f"{base}_{layer}"
