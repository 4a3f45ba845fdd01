"""The page itself: text, charts, data and the chart library in one HTML file."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import vl_convert
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nrr.report.cube import cube
from nrr.report.data import tables
from nrr.report.definitions import definitions

HERE = Path(__file__).parent
LANGUAGES = ("ja", "en")
# In this order: what a script calls while it is read stands before it.
SECTIONS = ("retention", "reserved", "dispersion", "poc", "practice", "trust")
SCRIPTS = (
    *("inflate", "texts", "numbers", "dom", "table", "chart", "cube"),
    *("retention", "retention_bridge", "retention_charts"),
    *("reserved", "dispersion", "poc", "practice", "trust", "main"),
)

WRAPPED = re.compile(r"([\u3000-\u9fff\uff00-\uffef])\n +(?=[\u3000-\u9fff（])")


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
        "charts": {path.stem: _yaml(path) for path in (HERE / "charts").glob("*.yml")},
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


def texts(language: str) -> dict[str, Any]:
    """{key: text, or {one, other}} of a language, keys joined by points."""
    text = (HERE / "texts" / f"{language}.yml").read_text(encoding="utf-8")
    # A line break of the file is no space between Japanese letters.
    return _flat(yaml.safe_load(WRAPPED.sub(r"\1", text)))


def packed(text: str) -> str:
    """Compressed, in letters that mean nothing to an HTML parser."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and not value.keys() <= {"one", "other"}:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
