"""The options that mean the same in every command of `nrr`."""

from pathlib import Path
from typing import Annotated, Any

import typer


def option(name: str, metavar: str, text: str, **more: Any) -> Any:
    """A Typer option with a name, what stands for its value, and a help text."""
    return typer.Option(name, metavar=metavar, help=text, **more)


Raw = Annotated[
    Path | None,
    option("--raw", "DIR", "Raw CSV or Parquet files; without it, the sample."),
]
AsOf = Annotated[
    str | None,
    option(
        "--as-of",
        "DATE",
        "What was recorded after this day is not known yet; without it, the day of"
        " the latest recorded_at.",
    ),
]
Variables = Annotated[
    list[str] | None,
    option("--var", "NAME=VALUE", "Set a var of dbt_project.yml; repeatable."),
]
Warehouse = Annotated[
    Path, option("--warehouse", "DIR", "Where builds and versions stand.")
]
Encoding = Annotated[
    str, option("--encoding", "NAME", "Of raw CSV files: utf-8 or cp932.")
]
Target = Annotated[
    str,
    option("--target", "NAME", "A target of profiles.yml: duckdb, postgres or spark."),
]
AcceptVanished = Annotated[
    bool,
    typer.Option(
        "--accept-vanished",
        help="Go on where over 5 % of a table's keys are gone since the extract"
        " published before.",
    ),
]
Format = Annotated[str, option("--format", "NAME", "table, csv or json.")]

WAREHOUSE = Path("warehouse")
