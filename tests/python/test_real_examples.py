"""Answers that others published, and ours: worked_examples.csv, one test an id."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest

from companies import write_csv
from reference.published import read_csv
from test_real_examples_answers import CASES, Case
from test_real_examples_raw import AS_OF, tables
from test_real_mappings import Built, built, real

# One row an example and number of months since January 2024: the waterfall of the
# month, and retention in the window that opened in January.
FIGURES = """
set schema = 'marts';

create temp view figures as
select
    waterfall.* exclude (contraction_mrr, churned_mrr),
    retention.opening_mrr as opening_mrr_of_window,
    retention.contraction_mrr,
    retention.churned_mrr,
    retention.net_revenue_retention,
    retention.gross_revenue_retention,
    retention.logo_retention,
    (
        select count(*) from dim_accounts
        where industry = waterfall.dimension_value
    ) as known_accounts,
    (
        select sum(mrr_change)
        from fct_mrr_movement_drivers as drivers
        join dim_accounts using (account_id)
        where
            driver = 'seat_expansion'
            and drivers.month = waterfall.month
            and industry = waterfall.dimension_value
    ) as seat_expansion
from fct_mrr_waterfall_monthly as waterfall
left join fct_nrr_monthly as retention
    on
        waterfall.month = retention.month
        and waterfall.dimension = retention.dimension
        and waterfall.dimension_value = retention.dimension_value
        and retention.window_months
        = datediff('month', date '2024-01-01', waterfall.month)
"""
QUESTIONS = [
    pytest.param(example, months, id=f"{example} after {months}")
    for example, case in CASES.items()
    for months in case.months
]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All examples as one company, built once."""
    real("worked_examples.csv")
    folder = tmp_path_factory.mktemp("worked_examples")
    return built(write_csv(tables(), folder / "raw"), folder, AS_OF)


@pytest.fixture(scope="module")
def published(company: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published marts, and `figures` of them."""
    file = company.warehouse / "current.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute(FIGURES)
        yield connection


@pytest.fixture(scope="module")
def examples() -> dict[str, dict[str, str]]:
    """The published examples by id."""
    return {row["id"]: row for row in read_csv(real("worked_examples.csv"))}


def seen(
    published: duckdb.DuckDBPyConnection, case: Case, example: str, months: int
) -> dict[str, Decimal]:
    """What our marts say of an example: by expression, the figure first."""
    expressions = [case.figure, *case.also]
    (values,) = published.execute(
        f"select {', '.join(expressions)} from {case.source}"
        " where dimension = 'industry' and dimension_value = $example"
        " and month = date '2024-01-01' + to_months($months)",
        {"example": example, "months": months},
    ).fetchall()
    assert None not in values, dict(zip(expressions, values, strict=True))
    return {
        expression: Decimal(str(value))
        for expression, value in zip(expressions, values, strict=True)
    }


def as_precise_as(text: str, value: Decimal) -> Decimal:
    """A value rounded to as many decimals as a published number has."""
    digit = Decimal(1).scaleb(int(Decimal(text).as_tuple().exponent))
    return value.quantize(digit, ROUND_HALF_UP)


@pytest.mark.parametrize(("example", "months"), QUESTIONS)
def test_answer(
    published: duckdb.DuckDBPyConnection,
    examples: dict[str, dict[str, str]],
    example: str,
    months: int,
) -> None:
    """Ours is the published answer, or differs as and why the case says."""
    case, told = CASES[example], examples[example]
    if not is_published(published, case.source):
        pytest.skip(f"{case.source} is not modelled yet")
    found = seen(published, case, example, months)
    figure = found.pop(case.figure)
    for answer in (case.ours,) if case.ours else answers(told):
        assert as_precise_as(answer, figure) == Decimal(answer), case.why
    for expression, answer in case.also.items():
        ours = as_precise_as(answer, found[expression])
        assert ours == Decimal(answer), (expression, case.why)
    if case.ours:
        published_answer = told["published_answer"]
        assert as_precise_as(published_answer, figure) != Decimal(published_answer)


def answers(told: dict[str, str]) -> tuple[str, str]:
    """As published, and as worked out again by whoever collected it."""
    return told["published_answer"], told["recomputed"]


def is_published(published: duckdb.DuckDBPyConnection, name: str) -> bool:
    query = "select 1 from duckdb_columns() where table_name = $name limit 1"
    return bool(published.execute(query, {"name": name}).fetchall())


def test_nothing_refused(company: Built) -> None:
    assert not company.mart("fct_rejected_rows")
    assert not company.mart("fct_data_issues")
