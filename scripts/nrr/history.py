"""`nrr versions`: what has been published, and whether it is still whole."""

from decimal import Decimal
from pathlib import Path

from nrr.output import NOTHING, amount, console, percent, print_table
from nrr.versions import Version, current_damage, current_name, inspect, kept_names
from nrr.warehouse import existing

HEADERS = ["version", "as of", "built, UTC", "NRR", "closing MRR", "content", "state"]


def show(warehouse: Path) -> None:
    """Print a line a version, newest first, and what is missing or damaged."""
    existing(warehouse)
    current = current_name(warehouse)
    kept = [inspect(warehouse, name) for name in reversed(kept_names(warehouse))]
    if kept:
        lines = [_line(version, version.name == current) for version in kept]
        print_table(HEADERS, lines, [1, 1, 1, 0, 0, 1, 1])
    else:
        console().print(f"No version is kept in {warehouse}.")
    damage = current_damage(warehouse)
    if damage:
        remedy = "`nrr run` makes it anew"
        if any(not version.damage for version in kept):
            remedy += ", `nrr rollback` puts the newest whole version back"
        console().print(f"{damage}: {remedy}.", style="red", markup=False)


def _line(version: Version, is_current: bool) -> list[str]:
    manifest = version.manifest
    headline = manifest.get("headline", {})
    closing = headline.get("closing_mrr")
    return [
        version.name,
        manifest.get("as_of", NOTHING),
        manifest.get("built_at", NOTHING)[:16].replace("T", " "),
        percent(headline.get("net_revenue_retention")),
        amount(Decimal(closing) if closing else None),
        manifest.get("content_hash", NOTHING)[:8],
        ", ".join(filter(None, ("← current" if is_current else "", version.damage))),
    ]
