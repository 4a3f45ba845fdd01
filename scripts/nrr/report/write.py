"""`nrr report`: the page beside the published file."""

import os
from pathlib import Path

from nrr.errors import WrongUse
from nrr.reading import open_published
from nrr.report.page import page
from nrr.report.texts import LANGUAGES
from nrr.versions import current_name, inspect


def default_path(warehouse: Path) -> Path:
    """Where the report stands unless told otherwise."""
    return warehouse / "report.html"


def write(warehouse: Path, path: Path, language: str | None = None) -> Path:
    """Write the report of the published version; whole or not at all.

    Raises WrongUse for a language there is not, or where nothing is published.
    """
    if language not in (None, *LANGUAGES):
        raise WrongUse(f"--lang {language}: one of {', '.join(LANGUAGES)}.")
    with open_published(warehouse) as connection:
        html = page(connection, _currency(warehouse), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(html, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _currency(warehouse: Path) -> str:
    """The reporting currency; '' where the version's manifest is gone."""
    name = current_name(warehouse)
    manifest = inspect(warehouse, name).manifest if name else {}
    return manifest.get("variables", {}).get("reporting_currency", "")
