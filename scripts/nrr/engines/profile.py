"""The targets of profiles.yml, and the settings a target has there."""

import os
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment

from nrr.contract import PROJECT
from nrr.errors import WrongUse


@cache
def _targets() -> dict[str, dict[str, Any]]:
    """{target: its settings, as they are written}."""
    text = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
    (profile,) = yaml.safe_load(text).values()
    return profile["outputs"]


def target_type(target: str) -> str:
    """duckdb, postgres or spark; WrongUse for a target that profiles.yml lacks."""
    targets = _targets()
    if target not in targets:
        raise WrongUse(
            f"--target {target}: profiles.yml has {', '.join(targets)} only."
        )
    return targets[target]["type"]


def settings(target: str) -> dict[str, Any]:
    """The settings of a target, as dbt reads them from the environment."""
    jinja = Environment()
    jinja.filters["as_number"] = int
    jinja.globals["env_var"] = lambda name, default="": os.environ.get(name, default)
    return {
        name: jinja.from_string(value).render() if isinstance(value, str) else value
        for name, value in _targets()[target].items()
    }
