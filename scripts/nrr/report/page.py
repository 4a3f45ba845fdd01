"""The page itself: text, charts, data and the chart library in one HTML file."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import duckdb
import vl_convert
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nrr.report.cube import cube
from nrr.report.data import tables
from nrr.report.definitions import definitions
from nrr.report.texts import LANGUAGES, texts

HERE = Path(__file__).parent
SECTIONS = ("retention", "reserved", "dispersion", "poc", "practice", "trust")
# In this order: what a script calls while it is read stands before it.
SCRIPTS = (
    *("inflate", "texts", "numbers", "dom", "table", "chart", "cube"),
    *("retention", "retention_bridge", "retention_charts"),
    *("reserved", "dispersion", "poc", "practice", "trust", "main"),
)


def page(
    connection: duckdb.DuckDBPyConnection, currency: str, language: str | None
) -> str:
    """The HTML. currency: the code of the reporting currency, '' if not known.

    language: the one shown first; None leaves it to the reader's browser.
    """
    data = {
        "currency": currency,
        "language": language,
        "tables": tables(connection),
        "cube": cube(connection),
        "texts": {name: texts(name) for name in LANGUAGES},
        "charts": charts(),
        "definitions": {name: definitions(name) for name in LANGUAGES},
    }
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        language=language or "en",
        sections=SECTIONS,
        style=(HERE / "report.css").read_text(encoding="utf-8"),
        script=script(),
        library=packed(vl_convert.javascript_bundle()),
        data=packed(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        texts=texts(language or "en"),
    )


def script() -> str:
    """The page's own scripts as one, names known to each other and to no one else."""
    parts = [
        (HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS
    ]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n"


def charts() -> dict[str, Any]:
    """{part of the page: its specification in Vega-Lite}."""
    paths = sorted((HERE / "charts").glob("*.yml"))
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths
    }


def packed(text: str) -> str:
    """Compressed, in letters that mean nothing to an HTML parser."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
