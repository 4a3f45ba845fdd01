"""The report in a real browser: languages, keys, sorting, a phone, paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from nrr.report.page import SECTIONS
from report_browser import needs_browser, opened, sideways, table, text

pytestmark = needs_browser


@pytest.fixture(scope="module")
def report(published_sample: Path) -> Path:
    """What the run left beside the published file."""
    return published_sample / "report.html"


def test_the_run_names_it(published_sample: Path, report: Path) -> None:
    summary = (published_sample / "summary.txt").read_text(encoding="utf-8")
    assert f"Report: {report}" in summary


def test_it_is_small(report: Path) -> None:
    assert report.stat().st_size < 3_000_000


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_section_opens_with_its_answer(
    browser: Browser, report: Path, language: str
) -> None:
    with opened(browser, report, locale=language) as page:
        for section in SECTIONS:
            answer = text(page, f"#{section}-answer")
            assert any(letter.isdigit() for letter in answer), answer
            assert not {"{", "}", "undefined", "NaN", "null"} & set(answer.split())
        assert (
            page.locator(".plot:visible svg").count()
            == page.locator(".plot:visible").count()
        )
        words = page.inner_text("main")
        assert not [bad for bad in ("undefined", "NaN", "null") if bad in words]


def test_readiness_is_sorted_and_filtered(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        heading = '[data-rows="practice.accounts"] th:has([data-key="adoption"])'
        page.click(f"{heading} button")
        assert page.get_attribute(heading, "aria-sort") == "descending"
        column = page.evaluate(f"document.querySelector('{heading}').cellIndex")

        def adoptions() -> list[float]:
            cells = [row[column] for row in table(page, "practice.accounts")]
            return [float(cell.strip("\u00a0%")) for cell in cells if cell != "–"]

        assert adoptions() == sorted(adoptions(), reverse=True)
        page.keyboard.press("Enter")
        assert page.get_attribute(heading, "aria-sort") == "ascending"
        assert adoptions() == sorted(adoptions())
        page.select_option("#next-step", label="raise adoption")
        rows = table(page, "practice.accounts")
        assert {row[1] for row in rows} == {"raise adoption"}
        assert page.get_attribute(heading, "aria-sort") == "ascending"
        page.click("[data-language=ja]")
        assert len(table(page, "practice.accounts")) == len(rows)


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
