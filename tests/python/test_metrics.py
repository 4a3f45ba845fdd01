"""The semantic layer says what the marts say, to the last digit."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from nrr.between import between
from nrr.reading import open_published
from semantic_layer import Metrics, Rows, make_project, run_mf

MONTH = "metric_time__month"
BRIDGE = [
    *("opening_mrr", "expansion_mrr", "reserved_expansion_mrr"),
    *("contraction_mrr", "churned_mrr", "closing_mrr"),
]
RATIOS = ["net_revenue_retention", "gross_revenue_retention", "logo_retention"]


@pytest.fixture(scope="module")
def project(published_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's project folder, as `mf` finds it."""
    return make_project(tmp_path_factory.mktemp("mf") / "project", published_sample)


@pytest.fixture(scope="module")
def metrics(project: Path) -> Metrics:
    """MetricFlow, ready to be asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NRR_DATABASE", str(project / "build.duckdb"))
        yield Metrics(project)


@pytest.fixture(scope="module")
def marts(published_sample: Path) -> duckdb.DuckDBPyConnection:
    """What is published."""
    with open_published(published_sample) as connection:
        yield connection


def keyed(marts: duckdb.DuckDBPyConnection, sql: str, keys: int = 1) -> Rows:
    """{the first columns: the others} of a query."""
    rows = marts.execute(sql).fetchall()
    assert len(rows) > 3
    return {row[:keys]: row[keys:] for row in rows}


def test_configs_are_valid(project: Path) -> None:
    done = run_mf(project, "validate-configs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("(ERRORS: 0, FUTURE_ERRORS: 0, WARNINGS: 0)") == 6


def test_mf_query_as_a_user_asks_it(
    project: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    out = project / "nrr.csv"
    words = ("--metrics", "net_revenue_retention", "--group-by", MONTH)
    done = run_mf(project, "query", *words, "--csv", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    with out.open(encoding="utf-8", newline="") as file:
        found = {
            row[MONTH][:10]: float(row["net_revenue_retention"])
            for row in csv.DictReader(file)
        }
    expected = marts.execute(
        "select month::varchar, net_revenue_retention from fct_nrr_monthly"
        " where dimension = 'all' and window_months = 12"
    ).fetchall()
    assert found == dict(expected)


@pytest.mark.parametrize(
    ("dimension", "by"),
    [
        ("all", ""),
        ("size_segment", ",account__size_segment"),
        ("industry", ",account__industry"),
        ("region", ",account__region"),
    ],
)
def test_waterfall(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection, dimension: str, by: str
) -> None:
    """Closing MRR and every movement, wherever there is any."""
    value = ", dimension_value" if by else ""
    keys = 2 if by else 1
    closing = keyed(
        marts,
        f"select month{value}, closing_mrr, 12 * closing_mrr, closing_accounts"
        f" from fct_mrr_waterfall_monthly where dimension = '{dimension}'"
        " and closing_accounts > 0",
        keys,
    )
    found = metrics.rows("closing_mrr,closing_arr,closing_accounts", MONTH + by)
    assert found == closing
    names = "new_mrr,reactivation_mrr,expansion_mrr,contraction_mrr,churned_mrr"
    moved = keyed(
        marts,
        f"select month{value}, {names}, new_accounts, churned_accounts,"
        " closing_mrr - opening_mrr"
        f" from fct_mrr_waterfall_monthly where dimension = '{dimension}'"
        f" and {names.replace(',', ' + ')} > 0",
        keys,
    )
    asked = f"{names},new_accounts,churned_accounts,net_new_mrr"
    assert metrics.rows(asked, MONTH + by) == moved


def test_longer_times_close_on_their_last_month(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection
) -> None:
    found = metrics.rows("closing_mrr,expansion_mrr", "metric_time__quarter")
    expected = keyed(
        marts,
        "select date_trunc('quarter', month)::date,"
        " arg_max(closing_mrr, month), sum(expansion_mrr)"
        " from fct_mrr_waterfall_monthly where dimension = 'all' group by 1",
    )
    assert found == expected


def test_drivers(metrics: Metrics, marts: duckdb.DuckDBPyConnection) -> None:
    found = metrics.rows(
        "driver_mrr,reserved_driver_mrr",
        f"{MONTH},movement_driver__driver,product__product_family",
    )
    assert found == keyed(
        marts,
        "select month, driver, product_family, sum(mrr_change),"
        " sum(reserved_mrr_change) from fct_mrr_movement_drivers"
        " join dim_products using (product_id) group by all",
        3,
    )


@pytest.mark.parametrize("window", [1, 3, 12])
@pytest.mark.parametrize(
    ("dimension", "by"),
    [
        ("all", ""),
        ("size_segment", ",account__size_segment"),
        ("region", ",account__region"),
        ("arr_band", ",retention__arr_band"),
    ],
)
def test_retention_over_a_window(
    metrics: Metrics,
    marts: duckdb.DuckDBPyConnection,
    window: int,
    dimension: str,
    by: str,
) -> None:
    value = ", dimension_value" if by else ""
    asked = [f"cohort_{name}" for name in BRIDGE]
    asked += [f"{name}_between" for name in RATIOS]
    found = metrics.rows(
        ",".join(asked),
        MONTH + by,
        f"{{{{ Dimension('retention__months_between') }}}} = {window}",
    )
    assert found == keyed(
        marts,
        f"select month{value}, {', '.join(BRIDGE + RATIOS)} from fct_nrr_monthly"
        f" where dimension = '{dimension}' and window_months = {window}"
        " and opening_accounts > 0",
        2 if by else 1,
    )


def test_twelve_months_are_the_headline(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection
) -> None:
    by = f"{MONTH},account__acquisition_year"
    found = metrics.rows(",".join(RATIOS), by)
    assert found == keyed(
        marts,
        f"select month, dimension_value::bigint, {', '.join(RATIOS)}"
        " from fct_nrr_monthly where dimension = 'acquisition_year'"
        " and window_months = 12 and opening_accounts > 0",
        2,
    )


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("2022-05-01", "2026-03-01"),
        ("2025-03-01", "2026-03-01"),
        ("2024-12-01", "2025-07-01"),
    ],
)
@pytest.mark.parametrize(
    ("dimension", "by"),
    [
        ("size_segment", "account__size_segment"),
        ("arr_band", "retention__arr_band"),
        ("reservation", "account__is_reserved_at_sale"),
    ],
)
def test_retention_of_any_a_and_b(
    metrics: Metrics,
    marts: duckdb.DuckDBPyConnection,
    opening: str,
    closing: str,
    dimension: str,
    by: str,
) -> None:
    """What `nrr between` says, with the band frozen at the base month."""
    names = ["opening_accounts", "retained_accounts", *BRIDGE]
    asked = [f"cohort_{name}" for name in names]
    asked += [f"{name}_between" for name in RATIOS]
    found = metrics.rows(
        ",".join(asked),
        by,
        f"{{{{ TimeDimension('retention__base_month', 'month') }}}} = '{opening}'"
        f" and {{{{ TimeDimension('metric_time', 'month') }}}} = '{closing}'",
    )
    months = [datetime.date.fromisoformat(month) for month in (opening, closing)]
    headers, rows = between(marts, *months, dimension)
    said = [dict(zip(headers, row, strict=True)) for row in rows]
    reserved = {"reserved_at_sale": True, "not_reserved": False}
    assert len(said) > 1
    assert found == {
        (reserved.get(row["dimension_value"], row["dimension_value"]),): tuple(
            row[name] for name in names + RATIOS
        )
        for row in said
    }


def test_the_obvious_definitions_are_other_figures(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection
) -> None:
    """Closing over closing of a year before counts who came since."""
    last = max(key[0] for key in metrics.rows("closing_mrr", MONTH))
    closing = metrics.rows("closing_mrr", MONTH)
    before = last.replace(year=last.year - 1)
    obvious = closing[(last,)][0] / closing[(before,)][0]
    right = metrics.rows("net_revenue_retention", MONTH)[(last,)][0]
    assert obvious > Decimal(str(right)) + Decimal("0.05")


@pytest.mark.parametrize(
    ("dimension", "by"),
    [("all", ""), ("size_segment", ",account__size_segment")],
)
def test_reserved_steps(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection, dimension: str, by: str
) -> None:
    value = ", dimension_value" if by else ""
    names = "fulfilled_steps,reserved_mrr,fulfilled_mrr,overdue_mrr"
    names += ",fulfilment_rate,fulfilled_steps_rate"
    found = metrics.rows(f"reserved_steps,{names}", MONTH + by)
    assert found == keyed(
        marts,
        f"select planned_month{value}, steps, {names}"
        f" from fct_reserved_expansions_monthly where dimension = '{dimension}'",
        2 if by else 1,
    )


@pytest.mark.parametrize(
    ("dimension", "by"),
    [
        ("motion", "poc__motion"),
        ("size_segment", "account__size_segment"),
        ("target_selection", "poc__target_selection"),
    ],
)
def test_poc_conversion(
    metrics: Metrics, marts: duckdb.DuckDBPyConnection, dimension: str, by: str
) -> None:
    found = metrics.rows(
        "pocs_started,pocs_converted,pocs_lost,pocs_open,poc_conversion_rate,"
        "median_days_to_conversion",
        f"calendar_month__fiscal_year,calendar_month__fiscal_quarter,{by}",
        "{{ Dimension('calendar_month__fiscal_year') }} is not null"
        " and {{ Dimension('poc__status') }} <> 'not_started'",
    )
    expected = keyed(
        marts,
        "select started_quarter, dimension_value, started, converted, lost,"
        " running + undecided, conversion_rate, median_days_to_conversion"
        f" from fct_poc_conversion where dimension = '{dimension}'"
        " and started_quarter <> 'all'",
        2,
    )
    named = {(f"{key[0]}-Q{key[1]}", key[2]): row for key, row in found.items()}
    assert len(named) > 20
    assert named == {key: expected[key] for key in named}


def test_dispersion(metrics: Metrics, marts: duckdb.DuckDBPyConnection) -> None:
    names = "gini,hhi,theil_t,top_decile_share,top_account_share"
    names += ",coefficient_of_variation,median"
    asked = ",".join(f"arr_{name}" for name in names.split(","))
    assert metrics.rows(f"{asked},mean_arr", MONTH) == keyed(
        marts,
        f"select month, {names}_arr, mean_arr from fct_arr_dispersion_monthly"
        " where dimension = 'all'",
    )
    assert metrics.rows("arr_between_size_segments_share", MONTH) == keyed(
        marts,
        "select month, between_share from fct_arr_dispersion_decomposition_monthly"
        " where dimension = 'size_segment'",
    )
    yearly = metrics.rows("arr_gini", "metric_time__year")
    assert yearly == keyed(
        marts,
        "select date_trunc('year', month)::date, arg_max(gini, month)"
        " from fct_arr_dispersion_monthly where dimension = 'all' group by 1",
    )
