"""The raw contract, read from the one place that holds it: macros/raw_contract.sql."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

PROJECT = Path(__file__).resolve().parents[2]


@cache
def raw_contract() -> dict[str, dict[str, Any]]:
    """Every raw table: {table: {key, required, in_order, columns: {column: rules}}}."""
    returned: list[dict[str, dict[str, Any]]] = []
    environment = Environment(extensions=["jinja2.ext.do"])
    environment.globals["return"] = lambda value: returned.append(value) or ""
    text = (PROJECT / "macros" / "raw_contract.sql").read_text(encoding="utf-8")
    environment.from_string(text).module.raw_contract()  # type: ignore[attr-defined]
    return returned[0]


def columns(table: str) -> list[str]:
    """The columns of a raw table, in contract order."""
    return list(raw_contract()[table]["columns"])


def required_columns(table: str) -> list[str]:
    """The columns a file of this table cannot do without."""
    rules = raw_contract()[table]["columns"]
    return [name for name, rule in rules.items() if rule.get("required")]


def required_tables() -> list[str]:
    """The tables a folder cannot do without."""
    return [name for name, table in raw_contract().items() if table.get("required")]


def seed_folder(table: str) -> Path:
    """The folder of seeds/ in which the sample company's file of this table stands."""
    system = table.split("_")[0]
    return PROJECT / "seeds" / (system if system in ("crm", "product") else "billing")
