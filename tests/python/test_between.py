"""`nrr between`: any two months, by hand (against the mart: test_run.py)."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Nrr, make_warehouse

# 2025-03 to 2026-03 of the build by hand: opening, expansion, that part of it
# which was reserved (a took up 30 of its 50), contraction, churned, closing,
# accounts at the opening, accounts retained.
BY_HAND = {
    "all": {"all": (101300.5, 150, 30, 30000, 1000, 70450.5, 4, 3)},
    "size_segment": {
        "small": (300.5, 150, 30, 0, 0, 450.5, 2, 2),
        "large": (101000, 0, 0, 30000, 1000, 70000, 2, 1),
    },
    "industry": {
        "unknown": (100, 50, 30, 0, 0, 150, 1, 1),
        "food": (100200.5, 100, 0, 30000, 0, 70300.5, 2, 2),
        "steel": (1000, 0, 0, 0, 1000, 0, 1, 0),
    },
    "region": {
        "east": (100, 50, 30, 0, 0, 150, 1, 1),
        "west": (101200.5, 100, 0, 30000, 1000, 70300.5, 3, 2),
    },
    "acquisition_year": {
        "2023": (300.5, 150, 30, 0, 0, 450.5, 2, 2),
        "2024": (101000, 0, 0, 30000, 1000, 70000, 2, 1),
    },
    "reservation": {
        "reserved_at_sale": (100, 50, 30, 0, 0, 150, 1, 1),
        "not_reserved": (101200.5, 100, 0, 30000, 1000, 70300.5, 3, 2),
    },
    # By ARR at the opening: c pays 12 * 100,000.
    "arr_band": {
        "under_1m": (1300.5, 150, 30, 0, 1000, 450.5, 3, 2),
        "from_1m": (100000, 0, 0, 30000, 0, 70000, 1, 1),
    },
    # a's expansion is by a product without a family, from nothing.
    "product_family": {
        "core": (101300.5, 100, 0, 30000, 1000, 70400.5, 4, 3),
        "unknown": (0, 50, 30, 0, 0, 50, 0, 0),
    },
}
AMOUNTS = (
    *("opening", "expansion", "reserved_expansion"),
    *("contraction", "churned", "closing"),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_warehouse(tmp_path_factory.mktemp("between") / "warehouse")


def between(nrr: Nrr, warehouse: Path, *words: str) -> dict[str, dict]:
    done = nrr("between", *words, "--format", "json", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return {row["dimension_value"]: row for row in json.loads(done.stdout)}


@pytest.mark.parametrize("dimension", BY_HAND)
def test_each_dimension_by_hand(nrr: Nrr, warehouse: Path, dimension: str) -> None:
    rows = between(nrr, warehouse, "2025-03", "2026-03", "--by", dimension)
    figures = {
        value: (
            *(float(row[f"{name}_mrr"]) for name in AMOUNTS),
            row["opening_accounts"],
            row["retained_accounts"],
        )
        for value, row in rows.items()
    }
    assert figures == BY_HAND[dimension]


def test_ratios(nrr: Nrr, warehouse: Path) -> None:
    (row,) = between(nrr, warehouse, "2025-03", "2026-03").values()
    assert row["net_revenue_retention"] == 70450.5 / 101300.5
    assert row["gross_revenue_retention"] == 70300.5 / 101300.5
    assert row["logo_retention"] == 0.75


def test_no_opening_is_null_not_zero(nrr: Nrr, warehouse: Path) -> None:
    rows = between(nrr, warehouse, "2025-03", "2026-03", "--by", "product_family")
    ratios = ("net_revenue_retention", "gross_revenue_retention", "logo_retention")
    assert [rows["unknown"][ratio] for ratio in ratios] == [None, None, None]


def test_back_again_counts_with_what_it_pays(nrr: Nrr, warehouse: Path) -> None:
    """b left in April 2025 and is back since September."""
    gone = between(nrr, warehouse, "2025-03", "2025-08", "--by", "size_segment")
    assert gone["small"]["churned_mrr"] == "200.5000"
    back = between(nrr, warehouse, "2025-03", "2025-09", "--by", "size_segment")
    assert back["small"]["churned_mrr"] == "0.0000"
    assert back["small"]["expansion_mrr"] == "150.0000"


def test_new_accounts_never_enter(nrr: Nrr, warehouse: Path) -> None:
    (row,) = between(nrr, warehouse, "2024-03", "2025-02").values()
    assert (row["opening_accounts"], row["closing_mrr"]) == (2, "300.5000")


def test_months_of_any_distance(nrr: Nrr, warehouse: Path) -> None:
    (row,) = between(nrr, warehouse, "2025-04", "2025-05").values()
    assert (row["opening_mrr"], row["closing_mrr"]) == ("101100.0000", "71100.0000")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2023-12", "2025-01"), "2023-12 is not in the data, which holds 2024-01"),
        (("2025-01", "2026-04"), "2026-04 is not in the data, which holds 2024-01"),
        (("2025-03", "2025-03"), "2025-03 is not before 2025-03"),
        (("2025-03", "2024-03"), "2025-03 is not before 2024-03"),
        (("2025-03", "March"), "March: write a month as YYYY-MM"),
        (("2025-03-01", "2026-03"), "2025-03-01: write a month as YYYY-MM"),
        (("2025-03", "2026-03", "--by", "segment"), "one of all, size_segment"),
        (("2025-03", "2026-03", "--format", "xml"), "one of table, csv, json"),
    ],
)
def test_wrong_use(
    nrr: Nrr, warehouse: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = nrr("between", *words, "--warehouse", warehouse)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_table_is_for_people(nrr: Nrr, warehouse: Path) -> None:
    words = ("2025-03", "2026-03", "--by", "product_family", "--warehouse", warehouse)
    lines = nrr("between", *words).stdout.splitlines()
    cells = {line.split()[0]: line.split() for line in lines[2:]}
    assert cells["unknown"][-3:] == ["–", "–", "–"]
    assert cells["all"][3:] == [
        *("101,301", "150", "30", "30,000", "1,000", "70,451"),
        *("69.5", "%", "69.4", "%", "75.0", "%"),
    ]


def test_csv_is_for_programs(nrr: Nrr, warehouse: Path) -> None:
    words = ("2025-03", "2026-03", "--format", "csv", "--warehouse", warehouse)
    (row,) = csv.DictReader(io.StringIO(nrr("between", *words).stdout))
    assert row["opening_mrr"] == "101300.5000"
    assert float(row["net_revenue_retention"]) == 70450.5 / 101300.5
