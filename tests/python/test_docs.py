"""What readers are told: metrics, exposures, and the documentation site."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PROJECT


@pytest.fixture(scope="module")
def manifest(published_sample: Path) -> dict:
    """What dbt knows of the project."""
    path = published_sample / "build" / "target" / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_metrics_and_exposures_are_described(manifest: dict) -> None:
    assert len(manifest["metrics"]) > 40
    for kind in ("metrics", "semantic_models", "exposures"):
        for node in manifest[kind].values():
            assert node["description"].strip(), node["name"]
    measures = [m for s in manifest["semantic_models"].values() for m in s["measures"]]
    assert all(measure["description"] for measure in measures)


def test_the_report_is_exposed_with_every_mart_it_reads(manifest: dict) -> None:
    folder = PROJECT / "scripts" / "nrr" / "report"
    marts = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "marts"
    }
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.sql")]
    texts += [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    named = set(re.findall(r"\b(?:fct|dim)_\w+", "\n".join(texts)))
    exposed = manifest["exposures"]["exposure.net_revenue_retention.report"]
    depends = {name.split(".")[-1] for name in exposed["depends_on"]["nodes"]}
    assert named & marts <= depends
    assert depends <= marts


def test_the_site_holds_overview_definitions_and_metrics(
    published_sample: Path, tmp_path: Path
) -> None:
    """What `make docs` writes, of the sample's run, but for the columns' types."""
    (tmp_path / "target").mkdir()
    built = published_sample / "build" / "target" / "manifest.json"
    shutil.copy(built, tmp_path / "target")
    subprocess.run(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
            *("docs", "generate", "--static", "--empty-catalog", "--no-compile"),
            *("--project-dir", PROJECT, "--profiles-dir", PROJECT, "--quiet"),
            *("--target-path", tmp_path / "target", "--log-path", tmp_path / "logs"),
            *("--no-send-anonymous-usage-stats", "--no-version-check"),
        ],
        env={**os.environ, "NRR_DATABASE": str(tmp_path / "docs.duckdb")},
        check=True,
    )
    site = (tmp_path / "target" / "static_index.html").read_text(encoding="utf-8")
    for part in (
        "What existing customers become",
        "metric.net_revenue_retention.net_revenue_retention_between",
        "semantic_model.net_revenue_retention.retention",
        "exposure.net_revenue_retention.report",
        "Aalen-Johansen",
        "parent_map",
    ):
        assert part in site, part
