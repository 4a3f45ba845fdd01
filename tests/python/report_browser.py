"""A report in a real browser, in which anything that goes wrong is an error."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
)
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium here: apt-get install chromium"
)
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The chromium of this machine; its profile is new each time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, report: Path, **context: object) -> Iterator[Page]:
    """The page, drawn; at the end no message, no error and no request was seen.

    The clock of the browser is far from UTC, so that a day off shows.
    """
    wrong: list[str] = []
    settings = {"timezone_id": "America/Los_Angeles", "locale": "en-US", **context}
    with browser.new_context(**settings) as own:
        page = own.new_page()
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("request", lambda request: wrong.append(f"request: {request.url}"))
        page.goto(report.as_uri())
        wrong.remove(f"request: {report.as_uri()}")
        page.wait_for_selector("body[data-state=drawn]", timeout=60_000)
        yield page
        assert wrong == []


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def table(page: Page, part: str) -> list[list[str]]:
    """The cells of a table, exact where they hold an exact value."""
    return page.eval_on_selector_all(
        f'[data-rows="{part}"] tbody tr',
        "rows => rows.map(row => [...row.cells].map(cell =>"
        " cell.querySelector('data')?.value ?? cell.textContent))",
    )


def text(page: Page, selector: str) -> str:
    """What an element says, with plain spaces."""
    return page.inner_text(selector).replace("\u00a0", " ")
