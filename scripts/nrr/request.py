"""What a user asked of a build: the options that mean the same everywhere."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nrr.contract import PROJECT
from nrr.errors import WrongUse

OWN_OPTIONS = {
    "as_of_date": "--as-of DATE",
    "raw_path": "--raw DIR",
    "raw_database": "dbt itself (`dbt build`)",
    "raw_schema": "dbt itself (`dbt build`)",
}
# On an engine that users load themselves: where their raw tables stand.
RAW_TABLES = ("raw_database", "raw_schema")
# They end in SQL text: nothing that could leave a literal may get there.
UNSAFE = "'\"`\\;\n\r"


@dataclass(frozen=True)
class Request:
    """One build; `raw` None is the sample company, `as_of` None its default."""

    raw: Path | None = None
    as_of: date | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    warehouse: Path = Path("warehouse")
    encoding: str = "utf-8"
    target: str = "duckdb"
    accept_vanished: bool = False


@cache
def declared_variables() -> dict[str, Any]:
    """The vars of dbt_project.yml with their defaults."""
    text = (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["vars"]


def parse_date(text: str, option: str = "--as-of") -> date:
    """A day as YYYY-MM-DD; anything else is WrongUse."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise WrongUse(
            f"{option} {text}: write the day as YYYY-MM-DD, such as 2026-03-31."
        ) from None


def parse_variables(
    assignments: list[str], allowed: tuple[str, ...] = ()
) -> dict[str, Any]:
    """NAME=VALUE texts as dbt vars, each of the type of its declared default.

    allowed: of those with an option of their own, the ones accepted here.
    """
    parsed = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise WrongUse(f"--var {assignment}: write it as NAME=VALUE.")
        parsed[name] = _typed(name, text, allowed)
    return parsed


def _typed(name: str, text: str, allowed: tuple[str, ...]) -> Any:
    declared = declared_variables()
    if name not in declared:
        near = [each for each in declared if name and name in each]
        near += get_close_matches(name, declared, n=1, cutoff=0.0)
        raise WrongUse(
            f"--var {name}: there is no such variable; the nearest is {near[0]}"
            " (all are in dbt_project.yml under vars)."
        )
    if name in OWN_OPTIONS and name not in allowed:
        raise WrongUse(f"--var {name}: this is set with {OWN_OPTIONS[name]}.")
    if any(character in text for character in UNSAFE):
        raise WrongUse(
            f"--var {name}: a value holds no quotes, backslashes, semicolons or"
            " line breaks."
        )
    default = declared[name]
    if isinstance(default, str):
        if name.endswith("_date") and text:
            parse_date(text, f"--var {name}")
        return text
    return _scalar(name, text, default)


def _scalar(name: str, text: str, default: Any) -> Any:
    """The value as YAML reads it, if it is of the kind of the default."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        value = None
    kinds = {bool: bool, int: int, float: (int, float), list: list, dict: dict}
    kind = kinds.get(type(default), object)
    is_bool = isinstance(value, bool) and not isinstance(default, bool)
    if not isinstance(value, kind) or is_bool:
        raise WrongUse(
            f"--var {name}={text}: expected a value like its default, {default}."
        )
    return value


def variables_text(request: Request, as_of: date, **raw: str) -> str:
    """The vars for dbt: the same text for the same wish, so parses stay warm.

    raw: where the raw rows stand (raw_path or raw_schema).
    """
    for place in raw.values():
        if any(character in place for character in UNSAFE):
            raise WrongUse(f"The path {place} holds a quote or backslash: rename it.")
    chosen = {"as_of_date": as_of.isoformat(), **raw, **request.variables}
    return json.dumps(chosen, sort_keys=True, default=str)


def all_variables(request: Request) -> dict[str, Any]:
    """Every choice a build was made with, defaults included."""
    chosen = {**declared_variables(), **request.variables}
    return {name: chosen[name] for name in chosen if name not in OWN_OPTIONS}


def default_as_of(request: Request, recorded: list[date | None]) -> date:
    """The knowledge date where none is named.

    The sample has its own in dbt_project.yml; otherwise it is the day of the
    latest `recorded_at`, and never a day that has not come yet (UTC).
    """
    if request.as_of:
        return request.as_of
    if request.raw is None:
        return date.fromisoformat(declared_variables()["as_of_date"])
    days = [day for day in recorded if day]
    if not days:
        raise WrongUse(
            f"No recorded_at in {request.raw} says how recent the data is: name the"
            " day with --as-of YYYY-MM-DD."
        )
    return min(max(days), datetime.now(UTC).date())
