"""The report's choices of A, B and group: exactly what `nrr between` says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import Nrr
from nrr.between import DIMENSIONS, between
from nrr.output import percent
from nrr.reading import open_published
from report_browser import needs_browser, opened, table, text

pytestmark = needs_browser

PAIRS = [("2025-03", "2026-03"), ("2022-04", "2022-05"), ("2023-11", "2025-08")]
AMOUNTS = ["opening", "reserved", "newly", "contraction", "churned", "closing"]


@pytest.fixture(scope="module")
def report(published_sample: Path) -> Path:
    """What the run left beside the published file."""
    return published_sample / "report.html"


@pytest.fixture(scope="module")
def page(browser: Browser, report: Path) -> Iterator[Page]:
    """One page for the tests that leave it as they found it."""
    with opened(browser, report) as page:
        yield page


def expected(published: Path, a: str, b: str, dimension: str) -> dict[str, dict]:
    """What `nrr between` answers, with the newly won part of the expansion."""
    months = [date.fromisoformat(f"{month}-01") for month in (a, b)]
    with open_published(published) as connection:
        names, rows = between(connection, *months, dimension)
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return {
        each["dimension_value"]: {
            "opening": each["opening_mrr"],
            "reserved": each["reserved_expansion_mrr"],
            "newly": each["expansion_mrr"] - each["reserved_expansion_mrr"],
            "contraction": each["contraction_mrr"],
            "churned": each["churned_mrr"],
            "closing": each["closing_mrr"],
            "accounts": each["opening_accounts"],
            "kept": each["retained_accounts"],
            "nrr": each["net_revenue_retention"],
            "grr": each["gross_revenue_retention"],
            "logos": each["logo_retention"],
        }
        for each in records
    }


def choose(page: Page, a: str, b: str, dimension: str) -> None:
    page.select_option("#month-a", label=a)
    page.select_option("#month-b", label=b)
    page.select_option("#dimension", dimension)


@pytest.mark.parametrize("dimension", [name for name in DIMENSIONS if name != "all"])
@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_groups_are_those_of_nrr_between(
    page: Page, published_sample: Path, a: str, b: str, dimension: str
) -> None:
    choose(page, a, b, dimension)
    found = {
        value: (
            *map(str, figures[:7]),
            *(None if ratio == "null" else float(ratio) for ratio in figures[7:]),
        )
        for value, *figures in table(page, "retention.values")
    }
    assert found == {
        value: (
            f"{figures['accounts']:,}",
            *(str(figures[name]) for name in AMOUNTS),
            *(figures[name] for name in ("nrr", "grr", "logos")),
        )
        for value, figures in expected(published_sample, a, b, dimension).items()
    }


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_one_group_is_that_of_nrr_between(
    page: Page, published_sample: Path, dimension: str
) -> None:
    """Tiles and bridge of every value, shown as the command shows its ratios."""
    a, b = PAIRS[0]
    choose(page, a, b, dimension)
    for value, figures in expected(published_sample, a, b, dimension).items():
        if dimension != "all":
            page.select_option("#value", f"={value}")
        if figures["accounts"]:
            shown = [text(page, f"#figure-{name}") for name in ("nrr", "grr", "logos")]
            ratios = [figures[name] for name in ("nrr", "grr", "logos")]
            assert shown == [percent(ratio) for ratio in ratios], value
        steps = {step: exact for step, exact, _ in table(page, "retention.steps")}
        signs = {"contraction": -1, "churned": -1}
        assert steps == {
            name: str(signs.get(name, 1) * figures[name] + 0) for name in AMOUNTS
        }, value


def test_the_bridge_adds_up_as_shown(page: Page) -> None:
    choose(page, *PAIRS[0], "all")
    shown = page.eval_on_selector_all(
        '[data-rows="retention.steps"] tbody tr',
        "rows => rows.map(row => Number(row.cells[1].textContent.replaceAll(',', '')))",
    )
    assert len(shown) == len(AMOUNTS)
    assert sum(shown[:-1]) == shown[-1] > 0


def test_the_command_says_the_same(
    page: Page, nrr: Nrr, published_sample: Path
) -> None:
    choose(page, *PAIRS[2], "all")
    done = nrr("between", *PAIRS[2], "--warehouse", published_sample)
    line = done.stdout.splitlines()[-1]
    for name in ("nrr", "grr", "logos"):
        assert text(page, f"#figure-{name}") in line
