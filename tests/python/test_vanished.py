"""C17: keys gone from a full extract are accepted up to 5 %, refused above."""

from pathlib import Path

import pytest

from extracts import extract, extracted, kept, no_dbt, publish, state
from nrr.errors import Refused
from nrr.versions import current_name

__all__ = ["extracted", "no_dbt"]
pytestmark = pytest.mark.usefixtures("no_dbt")

# ---------- how many are too many


@pytest.mark.parametrize(("before", "gone"), [(40, 2), (20, 1), (41, 2), (41, 0)])
def test_c17_up_to_5_percent_is_accepted_and_said(
    tmp_path: Path, before: int, gone: int
) -> None:
    publish(tmp_path / "w", extract(tmp_path / "before", before))
    told = publish(tmp_path / "w", extract(tmp_path / "after", before - gone))
    name = "billing_subscription_items"
    assert [words.partition(", such as")[0] for words in told] == [
        f"{name} lacks {gone} of {before} keys of the extract published before"
    ][:gone]
    assert current_name(tmp_path / "w") == "v2"


@pytest.mark.parametrize(("before", "gone"), [(39, 2), (19, 1), (3, 1), (2, 1)])
def test_c17_over_5_percent_is_refused(tmp_path: Path, before: int, gone: int) -> None:
    publish(tmp_path / "w", extract(tmp_path / "before", before))
    kept = state(tmp_path / "w")
    with pytest.raises(Refused, match=f"lacks {gone} of {before} keys .* over 5 %"):
        publish(tmp_path / "w", extract(tmp_path / "after", before - gone))
    assert state(tmp_path / "w") == kept


def test_c17_an_absent_table_has_lost_all(extracted: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        publish(extracted, extract(tmp_path / "after", 40))
    assert str(refused.value).startswith(
        "crm_accounts lacks 2 of 2 keys of the extract published before, such as a"
        " and b: over 5 %. Export all rows again;"
    )


def test_c17_all_tables_are_named(extracted: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        publish(extracted, extract(tmp_path / "after", 30))
    assert str(refused.value).startswith(
        "billing_subscription_items lacks 10 of 40 keys of the extract published"
        " before, such as i030 and i031: over 5 %, and so it is in crm_accounts."
    )


def test_c17_accepted_where_they_are_really_gone(
    extracted: Path, tmp_path: Path
) -> None:
    raw = extract(tmp_path / "after", 30)
    assert len(publish(extracted, raw, accept_vanished=True)) == 2
    assert publish(extracted, raw) == []


# ---------- what is a key

RATES = "rate_date,from_currency,to_currency,rate\n"
MILESTONES = "account_id,product_id,milestone,achieved_date\n"
SAME_KEYS = {
    "one more": ("crm_accounts", "account_id\na\n", "account_id\nb\na\n"),
    "a version less": ("crm_accounts", "account_id\na\na\n", "account_id\na\n"),
    "blank": (
        "crm_accounts",
        "account_id,region\na,x\n,x\n  ,x\n",
        "account_id,region\na,x\n",
    ),
    "padded": ("crm_accounts", "account_id\na  \n", "account_id\na\n"),
    "dates": (
        "exchange_rates",
        f"{RATES}2025/01/31,usd,JPY,150\n",
        f"{RATES}2025-01-31 00:00:00,USD,JPY,150\n",
    ),
    "part of a key empty": (
        "crm_milestones",
        f"{MILESTONES}a,,kickoff,2025-01-31\n",
        f"{MILESTONES}a,,Kickoff,2025-02-28\n",
    ),
}


@pytest.mark.parametrize("change", SAME_KEYS.values(), ids=SAME_KEYS)
def test_c17_the_same_keys(tmp_path: Path, change: tuple[str, str, str]) -> None:
    table, before, after = change
    publish(tmp_path / "w", extract(tmp_path / "before", 1, **{table: before}))
    assert kept(tmp_path / "w", table) == 1
    raw = extract(tmp_path / "after", 1, **{table: after})
    assert publish(tmp_path / "w", raw) == []


def test_c17_other_ids_are_other_keys(extracted: Path, tmp_path: Path) -> None:
    raw = extract(tmp_path / "after", 40, crm_accounts="account_id\na\nB\n")
    with pytest.raises(Refused, match="crm_accounts lacks 1 of 2 keys .* such as b:"):
        publish(extracted, raw)


def test_c17_strange_ids_are_shown_on_one_line(tmp_path: Path) -> None:
    strange = f'account_id\n"a\nb\x1b[31m\u202e"\n{"c" * 50}\n'
    publish(tmp_path / "w", extract(tmp_path / "before", 1, crm_accounts=strange))
    with pytest.raises(Refused) as refused:
        publish(tmp_path / "w", extract(tmp_path / "after", 1))
    assert f"such as a b [31m  and {'c' * 40}...: over" in str(refused.value)
