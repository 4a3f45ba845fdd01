"""Companies worked out by hand: what the project publishes, and the reference too.

Every expectation is held against the published marts and against the reference
implementation, so that neither drifts from what the definitions say.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from golden.cases import (
    FOLDER,
    TRAPS,
    assert_contains,
    assert_rows,
    expectations,
    without,
)
from reference import GRAIN, Settings, expected_marts
from reference.compare import Rows, assert_same
from reference.published import Builds, mart, read_folder

RAW = FOLDER / "traps" / "raw"
AS_OF = date(2026, 3, 31)
BEFORE_CORRECTION = date(2025, 7, 31)
# The rate of CHF falls between the day of the constant rates and the as-of date.
FX_DATE = date(2025, 12, 31)

Marts = Callable[[str], Rows]


@cache
def referred(as_of: date = AS_OF) -> dict[str, Rows]:
    """The marts by the reference."""
    settings = Settings(as_of, constant_fx_date=FX_DATE)
    return expected_marts(read_folder(RAW), settings)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    """A mart's name to its published rows; built once, when first asked for."""
    builds = Builds(tmp_path_factory.mktemp("traps"))
    variables = {"constant_fx_date": FX_DATE.isoformat()}
    return lambda name: mart(builds.of(RAW, AS_OF, variables), name)


@pytest.fixture(params=["reference", "published"])
def marts(request: pytest.FixtureRequest) -> Marts:
    """A mart's name to its rows, by the reference and by the project."""
    if request.param == "reference":
        return lambda name: referred()[name]
    return request.getfixturevalue("published")


def of_trap(trap: str, rows: Rows, column: str) -> Rows:
    """The rows that belong to one trap; its accounts start with its number."""
    return [row for row in rows if row[column].startswith(trap)]


@pytest.mark.parametrize("trap", TRAPS, ids=[f"{t}: {TRAPS[t]}" for t in TRAPS])
def test_trap(trap: str, marts: Marts) -> None:
    """Movements, drivers, retention and state of one trap's accounts."""
    name = "fct_mrr_movements"
    assert_same(
        name,
        of_trap(trap, expectations("traps", "movements"), "account_id"),
        of_trap(trap, marts(name), "account_id"),
        GRAIN[name],
    )
    name = "fct_mrr_movement_drivers"
    causes = of_trap(trap, expectations("traps", "drivers"), "account_id")
    explained = {row["account_id"] for row in causes}
    found = [row for row in marts(name) if row["account_id"] in explained]
    assert_same(name, causes, found, GRAIN[name])
    for name, file in (
        ("fct_nrr_monthly", "nrr"),
        ("fct_mrr_waterfall_monthly", "waterfall"),
    ):
        wanted = of_trap(trap, expectations("traps", file), "trap")
        assert_rows(name, without(wanted, "trap"), marts(name))
    state = of_trap(trap, expectations("traps", "accounts"), "account_id")
    assert_rows("dim_accounts", state, marts("dim_accounts"))


def test_trap16_exchange_rates_are_an_fx_effect(marts: Marts) -> None:
    """CHF from 1.10 to 1.05: -5, and it stands here alone."""
    name = "fct_fx_effect_monthly"
    grain = ["month", "currency"]
    assert_contains(name, expectations("traps", "fx"), marts(name), grain)


@pytest.mark.parametrize("trap", ["trap22", "trap23", "trap25"])
def test_trap_of_policies(trap: str, marts: Marts) -> None:
    """Each definition of NRR under its own name; all null without an opening."""
    wanted = of_trap(trap, expectations("traps", "policies"), "trap")
    found = marts("fct_nrr_by_policy")
    assert_rows("fct_nrr_by_policy", without(wanted, "trap"), found)


def test_trap33_a_known_ending_lowers_committed_arr(marts: Marts) -> None:
    """What is known to end is live today and not committed."""
    name = "fct_committed_arr_monthly"
    assert_rows(name, expectations("traps", "committed"), marts(name))


def test_trap38_every_row_is_accounted_for(marts: Marts) -> None:
    """Every row ends in one place, and every accepted item (trap 5) in another."""
    name = "fct_source_reconciliation"
    assert_rows(name, expectations("traps", "reconciliation"), marts(name))
    assert marts("fct_rejected_rows") == []


def test_trap39_the_as_of_date_decides_what_is_known() -> None:
    """Before the correction was recorded, the old figure stands (published: D15)."""
    movements = referred(BEFORE_CORRECTION)["fct_mrr_movements"]
    rows = of_trap("trap39", movements, "account_id")
    assert [row["mrr_change"] for row in rows] == [Decimal(100)]


def test_trap39_both_figures_stand_in_the_restatements(published: Marts) -> None:
    """Closed at 100, corrected to 80: the month shows both, and one account."""
    rows = published("fct_mrr_restatements_monthly")
    march = next(row for row in rows if row["month"] == date(2025, 3, 1))
    assert march["first_reported_mrr"] - march["restated_mrr"] == 20
    assert march["restated_accounts"] == 1


def test_trap44_every_dimension_partitions_the_whole(marts: Marts) -> None:
    """Over its values each amount and count of a dimension adds up to 'all'."""
    whole: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    netted = ("expansion_mrr", "contraction_mrr", "churned_mrr")
    for row in marts("fct_nrr_monthly"):
        for column, value in row.items():
            is_sum = column.endswith(("_mrr", "_accounts"))
            is_family = row["dimension"] == "product_family"
            if (
                value is None
                or not is_sum
                or (is_family and (column in netted or column.endswith("_accounts")))
            ):
                continue
            key = (row["month"], row["window_months"], column, row["dimension"])
            whole[key] += value
    apart = [key for key in whole if whole[key] != whole[*key[:3], "all"]]
    assert apart == []
