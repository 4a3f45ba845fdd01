"""The report in a real browser: A to B, languages, keys, a phone, paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import Nrr
from nrr.between import DIMENSIONS, between
from nrr.output import percent
from nrr.reading import open_published
from report_browser import needs_browser, opened, sideways, table, text

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


def test_the_run_names_it(published_sample: Path, report: Path) -> None:
    summary = (published_sample / "summary.txt").read_text(encoding="utf-8")
    assert f"Report: {report}" in summary


def test_it_is_small(report: Path) -> None:
    assert report.stat().st_size < 3_000_000


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


def test_keys_alone_choose(browser: Browser, report: Path) -> None:
    """Tab to the first month, take another, and go on to the language."""
    with opened(browser, report) as page:
        before = page.inner_text("#retention-answer")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "month-a":
                break
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
        page.keyboard.press("ArrowUp")
        assert page.input_value("#month-a") == "34"
        assert page.inner_text("#retention-answer") != before
        assert page.evaluate("document.activeElement.id") == "month-a"
        page.focus("[data-language=ja]")
        page.keyboard.press("Enter")
        assert page.get_attribute("html", "lang") == "ja"


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "顧客維持率"), ("en", "accounts kept")]
)
def test_both_languages(
    browser: Browser, report: Path, language: str, words: str
) -> None:
    other = {"ja": "en", "en": "ja"}[language]
    with opened(browser, report, locale=other) as page:
        assert page.get_attribute("html", "lang") == other
        page.click(f"[data-language={language}]")
        assert page.get_attribute("html", "lang") == language
        assert words in page.inner_text("#retention-answer")
        assert not page.locator("[data-t]:empty:not(.note):not(p)").count()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_phone_scrolls_down_only(
    browser: Browser, report: Path, language: str
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "locale": language}
    with opened(browser, report, **phone) as page:
        assert sideways(page) == 0
        page.select_option("#dimension", "industry")
        assert sideways(page) == 0


def test_it_prints(browser: Browser, report: Path, tmp_path: Path) -> None:
    with opened(browser, report) as page:
        pdf = page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") >= 2
