"""`nrr diff`: every difference between two versions, and the rows that made it."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import PROJECT, Nrr

CAUSES = ("new_rows", "gone_rows", "changed_rows", "rates", "counted_otherwise")
ITEMS = "billing_subscription_items.csv"
NEW = (
    "NEW,SNEW,C00007-1,P-MAP,ライト,recurring,active,2,2000,0,JPY,month,1,2025-11-10"
    ",,,,,2025-11-10 00:00:00,\n"
)


def edit(file: Path, older: str, newer: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(older) == 1, older
    file.write_text(text.replace(older, newer), encoding="utf-8")


@pytest.fixture(scope="module")
def two(
    tmp_path_factory: pytest.TempPathFactory, nrr: Nrr, published_sample: Path
) -> Path:
    """The sample as v1; as v2 with a row new, gone, changed, a rate, and a merge."""
    folder = tmp_path_factory.mktemp("diff")
    raw, warehouse = folder / "raw", folder / "warehouse"
    raw.mkdir()
    shutil.copytree(published_sample, warehouse)
    for file in (PROJECT / "seeds").glob("*/*.csv"):
        shutil.copy(file, raw / file.name)
    lines = (raw / ITEMS).read_text(encoding="utf-8").splitlines(keepends=True)
    (changed,) = [line for line in lines if line.startswith("I0001011-01,")]
    lines = [line for line in lines if not line.startswith("I0000911-03,")]
    assert ",4,3000,5," in changed
    changed = changed.replace(",4,3000,5,", ",5,3000,5,")
    lines.append(changed.replace("2025-06-07 09:09:48", "2026-03-30 00:00:00"))
    (raw / ITEMS).write_text("".join([*lines, NEW]), encoding="utf-8")
    edit(
        raw / "exchange_rates.csv",
        "2026-03-31,USD,JPY,154.131",
        "2026-03-31,USD,JPY,155",
    )
    edit(
        raw / "crm_accounts.csv",
        "\nA00001,株式会社楓沢電工,,,",
        "\nA00001,株式会社楓沢電工,,A00010,",
    )
    done = nrr("run", "--raw", raw, "--as-of", "2026-03-31", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return warehouse


def rows(nrr: Nrr, warehouse: Path, *words: str) -> list[dict]:
    done = nrr("diff", *words, "--format", "json", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_causes_add_up_to_every_months_difference(nrr: Nrr, two: Path) -> None:
    months = rows(nrr, two, "v1", "v2", "--by", "month")
    assert len(months) == 46
    for each in months:
        difference = Decimal(each["newer_mrr"]) - Decimal(each["older_mrr"])
        assert difference == Decimal(each["difference_mrr"])
        assert difference == sum(Decimal(each[f"{cause}_mrr"]) for cause in CAUSES)
    last = months[-1]
    assert [Decimal(last[f"{cause}_mrr"]) for cause in CAUSES if cause != "rates"] == [
        4000,
        -7200,
        2850,
        0,
    ]
    assert Decimal(last["rates_mrr"]) > 0


def test_accounts_add_up_to_the_last_months_difference(nrr: Nrr, two: Path) -> None:
    accounts = {a["account"]: a for a in rows(nrr, two, "--by", "account")}
    last = rows(nrr, two, "--by", "month")[-1]
    total = sum(Decimal(each["last_mrr"]) for each in accounts.values())
    assert total == Decimal(last["difference_mrr"])
    assert Decimal(accounts["A00001"]["last_mrr"]) == -153_000
    assert accounts["A00001"]["causes"] == "counted_otherwise"
    assert Decimal(accounts["A00010"]["last_mrr"]) == 153_000 + 2850
    assert accounts["A00010"]["causes"] == "changed_rows, counted_otherwise"
    assert accounts["A00009"]["first_month"] == "2025-12"


def test_items_say_what_each_was_and_is(nrr: Nrr, two: Path) -> None:
    items = {each["item"]: each for each in rows(nrr, two, "--by", "item")}
    told = {name: items[name]["cause"] for name in ("NEW", "I0000911-03")}
    assert told == {"NEW": "new_rows", "I0000911-03": "gone_rows"}
    changed = items["I0001011-01"]
    assert (changed["older_mrr"], changed["newer_mrr"]) == ("11400.0000", "14250.0000")
    assert changed["recorded_at"] == "2026-03-30 00:00:00"
    assert items["I0000211-02"]["cause"] == "rates"


def test_the_other_way_round_is_the_opposite(nrr: Nrr, two: Path) -> None:
    there, back = (
        {each["month"]: Decimal(each["difference_mrr"]) for each in found}
        for found in (
            rows(nrr, two, "v1", "v2", "--by", "month"),
            rows(nrr, two, "v2", "v1", "--by", "month"),
        )
    )
    assert {month: -value for month, value in there.items()} == back


def test_the_story_is_told_to_people(nrr: Nrr, two: Path) -> None:
    done = nrr("diff", "--warehouse", two)
    assert done.returncode == 0, done.stderr
    for text in ("v1 → v2", "exchange_rates.csv", "rows gone", "A00001", "2026-03"):
        assert text in done.stdout
    manifest = json.loads((two / "versions/v2/manifest.json").read_text())
    assert len(manifest["months"]) == 48
    assert manifest["months"][-1] == manifest["headline"]


def test_a_version_and_itself_are_the_same(nrr: Nrr, two: Path) -> None:
    done = nrr("diff", "v2", "v2", "--warehouse", two)
    assert "the same, to the last unit" in done.stdout
    assert rows(nrr, two, "v2", "v2", "--by", "item") == []


def test_what_cannot_be_compared_is_said(nrr: Nrr, two: Path, warehouse: Path) -> None:
    for words, sentence in (
        (("diff", "v1", "v9", "--warehouse", two), "There is no version v9"),
        (("diff", "--by", "day", "--warehouse", two), "one of month, account, item"),
        (("diff", "--warehouse", warehouse), "no two versions to compare"),
    ):
        done = nrr(*words)
        assert done.returncode == 2, done.stderr
        assert sentence in done.stderr
