"""A Spark cluster publishes what DuckDB publishes."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from companies_built import Expected, dbt, nrr_run
from marts import Rows, differences, read_marts
from pyhive import hive

Environment = dict[str, str]


def fetch(environment: Environment, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    host, port = environment["NRR_SPARK_HOST"], environment["NRR_SPARK_PORT"]
    with closing(hive.connect(host, port=int(port))) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def dbt_test(
    environment: Environment, version: str, folder: Path, *select: str
) -> tuple[int, str]:
    """Exit code and output of dbt's tests of a version."""
    done = dbt(
        *("test", "--target", "spark", "--select", *select),
        *("--vars", f"raw_schema: {version}_raw"),
        *("--target-path", str(folder), "--log-path", str(folder)),
        environment={**environment, "NRR_SCHEMA": version},
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def found(
    expected: dict[str, Expected],
    spark_environment: Environment,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Rows]:
    """{company: its marts as published here}, the sample last."""
    rows = {}
    for name in ("random", "sample"):
        company = expected[name]
        warehouse = tmp_path_factory.mktemp("spark")
        options = ("--target", "spark")
        done = nrr_run(company.company, warehouse, *options, **spark_environment)
        assert done.returncode == 0, done.stderr
        rows[name] = read_marts(
            company.marts, "nrr_marts", lambda sql: fetch(spark_environment, sql)
        )
    return rows


@pytest.fixture
def version(found: dict[str, Rows], spark_environment: Environment) -> str:
    """The version that readers find."""
    version_of = "select version from nrr_marts.published_version"
    ((version,),) = fetch(spark_environment, version_of)
    return version


@pytest.mark.parametrize("name", ["random", "sample"])
def test_marts_equal_duckdb(
    expected: dict[str, Expected], found: dict[str, Rows], name: str
) -> None:
    company = expected[name]
    told = differences(company.marts, company.rows, found[name])
    assert not told, "\n".join(told)


def test_unit_tests_pass(
    version: str, spark_environment: Environment, tmp_path: Path
) -> None:
    code, said = dbt_test(spark_environment, version, tmp_path, "test_type:unit")
    assert code == 0, said
    assert "ERROR=0 SKIP=0" in said


def test_a_null_in_a_key_is_seen(
    found: dict[str, Rows],
    version: str,
    spark_environment: Environment,
    tmp_path: Path,
) -> None:
    """The engine lets it in, whatever the contract says; the data test does not."""
    keys = "unique_grain_dim_products_product_id"
    assert dbt_test(spark_environment, version, tmp_path, keys)[0] == 0
    values = ", ".join(["null"] * len(found["sample"]["dim_products"][0]))
    fetch(
        spark_environment,
        f"insert into {version}_marts.dim_products values ({values})",
    )
    code, said = dbt_test(spark_environment, version, tmp_path, keys)
    assert code == 1
    assert "FAIL 1" in said


def test_the_version_before_is_kept(
    version: str, spark_environment: Environment
) -> None:
    schemas = {name for (name,) in fetch(spark_environment, "show schemas")}
    assert version == "nrr_v2"
    assert {"nrr_v1_marts", "nrr_v2_marts"} <= schemas
