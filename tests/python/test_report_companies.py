"""Companies that a report has to bear: hostile names, next to nothing, no marts."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import Nrr, make_warehouse
from nrr.report.page import SECTIONS
from report_browser import needs_browser, opened, sideways, table, text

pytestmark = needs_browser

HOSTILE = [
    "</script><script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title = 'owned'\">",
    "{{ 7 * 7 }} ${7 * 7} &lt;b&gt; \\u003cb\\u003e",
    "=cmd|' /C calc'!A0, \"quoted\", O'Neil",
]
ITEM = {
    "product_id": "P1",
    "quantity": 10,
    "currency": "USD",
    "billing_interval": "month",
    "recorded_at": "2024-01-01 00:00:00",
}


def write(folder: Path, table: str, rows: list[dict]) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def item(number: int, start: str, end: str, amount: str) -> dict:
    return ITEM | {
        "subscription_item_id": f"I{number}-{start}",
        "customer_id": f"C{number}",
        "unit_amount": amount,
        "start_date": start,
        "end_date": end,
    }


def published(nrr: Nrr, raw: Path, *more: str) -> Path:
    """The report of a run on the raw files; amounts in US dollars."""
    warehouse = raw.parent / "warehouse"
    words = ("--raw", raw, "--warehouse", warehouse, "--as-of", "2025-03-31", *more)
    done = nrr("run", "--report", *words, "--var", "reporting_currency=USD")
    assert done.returncode == 0, done.stderr
    return warehouse / "report.html"


@pytest.fixture(scope="module")
def hostile(nrr: Nrr, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four accounts whose names, industries and product want to be code."""
    raw = tmp_path_factory.mktemp("hostile") / "raw"
    recorded = {"recorded_at": "2024-01-01 00:00:00"}
    write(
        raw,
        "billing_subscription_items",
        [
            item(number, start, end, amount)
            for number in range(len(HOSTILE))
            for start, end, amount in (
                ("2024-01-10", "2024-06-10", "1234567.89"),
                ("2024-06-10", "", str(1000000 * (number + 1))),
            )
        ],
    )
    write(
        raw,
        "billing_customers",
        [
            {"customer_id": f"C{n}", "account_id": f"A{n}", "customer_name": name}
            | recorded
            for n, name in enumerate(HOSTILE)
        ],
    )
    write(
        raw,
        "crm_accounts",
        [
            {"account_id": f"A{n}", "account_name": name, "industry": name} | recorded
            for n, name in enumerate(HOSTILE)
        ],
    )
    write(
        raw,
        "billing_products",
        [
            {
                "product_id": "P1",
                "product_name": HOSTILE[0],
                "product_family": HOSTILE[1],
            }
            | recorded
        ],
    )
    return published(nrr, raw)


@pytest.fixture
def hostile_page(browser: Browser, hostile: Path) -> Iterator[Page]:
    with opened(browser, hostile) as page:
        yield page


def test_hostile_names_are_text(hostile_page: Page) -> None:
    page = hostile_page
    shown = [row[0] for row in table(page, "retention.movers")]
    assert sorted(shown) == sorted(HOSTILE)
    page.select_option("#dimension", "industry")
    for name in HOSTILE:
        page.select_option("#value", label=name)
        assert text(page, "#retention-answer").startswith(f"{name}: ")
    assert page.title() != "owned"
    assert page.locator("img, main script").count() == 0


def test_hostile_names_are_not_in_the_file_as_they_are(hostile: Path) -> None:
    html = hostile.read_text(encoding="utf-8")
    assert not [name for name in HOSTILE if name in html]


def test_another_currency(hostile_page: Page) -> None:
    answer = text(hostile_page, "#retention-answer")
    assert "MRR of USD 49.4 million" in answer
    hostile_page.click("[data-language=ja]")
    assert "MRR 4,938万 USD" in text(hostile_page, "#retention-answer")
    assert "MRR（USD）" in hostile_page.inner_text('[data-rows="retention.steps"]')


@pytest.fixture(scope="module")
def bare(nrr: Nrr, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account, one item, one month; nothing from a CRM."""
    raw = tmp_path_factory.mktemp("bare") / "raw"
    write(raw, "billing_subscription_items", [item(1, "2025-03-05", "", "100")])
    return published(nrr, raw)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_next_to_nothing(browser: Browser, bare: Path, language: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "locale": language}
    with opened(browser, bare, **phone) as page:
        for section in SECTIONS:
            assert text(page, f"#{section}-answer"), section
        assert sideways(page) == 0
        for part in ("retention.bridge", "reserved.months", "poc.conversion"):
            assert page.is_visible(f'[data-part="{part}"] .empty'), part
            assert page.is_hidden(f'[data-part="{part}"] .plot'), part
        assert len(table(page, "practice.accounts")) == 1


def test_marts_that_a_version_lacks(browser: Browser, nrr: Nrr, tmp_path: Path) -> None:
    """An older version put back has fewer: the report says what it can."""
    warehouse = make_warehouse(tmp_path / "warehouse")
    report = tmp_path / "reports" / "page.html"
    words = ("--lang", "ja", "--out", report, "--warehouse", warehouse)
    assert nrr("report", *words).returncode == 0
    with opened(browser, report) as page:
        assert page.get_attribute("html", "lang") == "ja"
        assert text(page, "#figure-nrr") == "69.5%"
        assert page.is_visible('[data-part="trust.sources"] .empty')


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--lang", "fr"), "--lang fr: one of ja, en."),
        (("--warehouse", "nowhere"), "Nothing is published in nowhere"),
    ],
)
def test_wrong_use(nrr: Nrr, warehouse: Path, words: tuple, sentence: str) -> None:
    place = () if "--warehouse" in words else ("--warehouse", warehouse)
    done = nrr("report", *words, *place)
    assert done.returncode == 2
    assert sentence in done.stderr
