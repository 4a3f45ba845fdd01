"""What GoogleSQL's analyzer, which BigQuery is made with, says of statements.

Run by the Python of the dialects, not imported. Reads from standard input a list of
{name, columns} (a table of texts) and {name, sql, contract}, none before those it
reads; prints {name: what is wrong with it}.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from google.protobuf.internal import decoder
from zetasql.api import Analyzer, CatalogBuilder, TableBuilder
from zetasql.core.exceptions import ServerError
from zetasql.types import (
    AnalyzerOptions,
    LanguageFeature,
    LanguageOptions,
    ProductMode,
    TypeKind,
    ZetaSQLBuiltinFunctionOptions,
)

# Of what BigQuery has switched on, what the models need. Types with a precision are
# not among it: BigQuery has them in tables alone, not in casts.
FEATURES = [
    LanguageFeature[f"FEATURE_{name}"]
    for name in (
        "ADDITIONAL_STRING_FUNCTIONS",
        "ANALYTIC_FUNCTIONS",
        "BIGNUMERIC_TYPE",
        "CIVIL_TIME",
        "DECIMAL_ALIAS",
        "IS_DISTINCT",
        "NULL_HANDLING_MODIFIER_IN_AGGREGATE",
        "NUMERIC_TYPE",
        "NULLS_FIRST_LAST_IN_ORDER_BY",
        "ORDER_BY_IN_AGGREGATE",
        "WITH_RECURSIVE",
    )
]
# {type in a contract: what a column is then}, as macros/dialect_bigquery.sql has it.
KINDS = {
    "bigint": TypeKind.TYPE_INT64,
    "boolean": TypeKind.TYPE_BOOL,
    "date": TypeKind.TYPE_DATE,
    "decimal(18,4)": TypeKind.TYPE_NUMERIC,
    "decimal(22,8)": TypeKind.TYPE_NUMERIC,
    "decimal(24,10)": TypeKind.TYPE_BIGNUMERIC,
    "decimal(38,4)": TypeKind.TYPE_BIGNUMERIC,
    "double": TypeKind.TYPE_DOUBLE,
    "timestamp": TypeKind.TYPE_TIMESTAMP,
    "varchar": TypeKind.TYPE_STRING,
}
RELATION = re.compile(r"(?:`\w+`\.){2}`(\w+)`")
# BigQuery's other names of INT64, which the analyzer alone does not know.
WHOLE = re.compile(r"\b(?:bigint|integer)\b")


def judged(nodes: list[dict[str, Any]]) -> dict[str, list[str]]:
    """{name: what is wrong with it}."""
    language = LanguageOptions(
        product_mode=ProductMode.PRODUCT_EXTERNAL, enabled_language_features=FEATURES
    )
    functions = ZetaSQLBuiltinFunctionOptions(language_options=language)
    options = AnalyzerOptions(language_options=language)
    tables: dict[str, dict[str, Any]] = {}
    found = {}
    for node in nodes:
        if "sql" not in node:
            tables[node["name"]] = dict.fromkeys(node["columns"], TypeKind.TYPE_STRING)
            continue
        catalog = CatalogBuilder("all").with_builtin_functions(functions)
        read = set(RELATION.findall(node["sql"]))
        if read - set(tables):
            found[node["name"]] = ["reads what cannot be judged"]
            continue
        for name in read:
            table = TableBuilder(name)
            for column, kind in tables[name].items():
                table.add_column(column, kind)
            catalog.add_table(table.build())
        sql = WHOLE.sub("int64", RELATION.sub(r"\1", node["sql"]))
        try:
            said = Analyzer(options, catalog.build()).analyze_statement(sql)
        except ServerError as error:
            found[node["name"]] = [str(error)]
            continue
        columns = {one.name: one.column.type for one in said.output_column_list}
        tables[node["name"]] = columns
        if wrong := list(_foreign(columns, node["contract"])):
            found[node["name"]] = wrong
    return found


def _foreign(columns: dict[str, Any], contract: dict[str, str]) -> Iterator[str]:
    """Columns of another type than their contract says."""
    for column, kind in contract.items():
        if columns[column].type_kind != KINDS[kind]:
            yield f"{column} is not {kind}"


if __name__ == "__main__":
    # A sum of many terms is as deep as it is long.
    sys.setrecursionlimit(100_000)
    decoder.SetRecursionLimit(10_000)
    print(json.dumps(judged(json.load(sys.stdin))))
