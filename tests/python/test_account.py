"""`nrr account`: stories of the sample's accounts, beside the marts they come from."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from conftest import Nrr
from nrr.account_words import bars

WITHOUT_CRM = """
select account_id from fct_mrr_movements
where account_id not in (select account_id from fct_practice_events)
    and account_id not in (select account_id from fct_pocs)
    and account_id not in (select account_id from fct_reserved_expansions)
    and account_id not in (select account_id from fct_feature_request_impact)
order by account_id
"""
WITHOUT_MRR = """
select account_id from fct_pocs
where account_id not in (select account_id from fct_mrr_movements)
order by account_id
"""
WITH_ALL = """
select steps.account_id
from fct_reserved_expansions as steps
inner join fct_pocs using (account_id)
inner join fct_feature_request_impact as requests using (account_id)
inner join fct_account_expansion_readiness using (account_id)
inner join fct_practice_events using (account_id)
where requests.status = 'open' and converted_month is not null
order by steps.account_id
"""


@pytest.fixture(scope="module")
def marts(published_sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's published marts."""
    path = str(published_sample / "current.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute("use marts")
        yield connection


@pytest.fixture(scope="module")
def said(nrr: Nrr, published_sample: Path) -> Callable[..., str]:
    """What the command prints of an account."""

    def say(account: str, *words: str) -> str:
        done = nrr("account", account, *words, "--warehouse", published_sample)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return say


def one(marts: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The first account that the query finds."""
    return marts.execute(sql).fetchall()[0][0]


def test_story_is_what_the_marts_say(
    marts: duckdb.DuckDBPyConnection, said: Callable[..., str]
) -> None:
    account = one(marts, WITH_ALL)
    story = json.loads(said(account, "--format", "json"))
    for section, mart in (
        ("movements", "fct_mrr_movements"),
        ("reservations", "fct_reserved_expansions"),
        ("pocs", "fct_pocs"),
    ):
        rows = marts.execute(
            f"select count(*) from {mart} where account_id = ?", [account]
        ).fetchall()
        assert len(story[section]) == rows[0][0] > 0
    assert story["account"]["account_id"] == account
    months = {row["month"]: Decimal(row["mrr"]) for row in story["mrr"]}
    for movement in story["movements"]:
        assert months[movement["month"]] == Decimal(movement["current_mrr"])
        changes = (Decimal(d["mrr_change"]) for d in movement["drivers"])
        assert sum(changes) == Decimal(movement["mrr_change"])
    assert sum(len(row["events"]) for row in story["events"]) == len(
        marts.execute(
            "from fct_practice_events where account_id = ?", [account]
        ).fetchall()
    )
    (step,) = marts.execute(
        "select next_step from fct_account_expansion_readiness where account_id = ?",
        [account],
    ).fetchall()[0]
    assert story["next"]["next_step"] == step


def test_story_in_words(
    marts: duckdb.DuckDBPyConnection, said: Callable[..., str]
) -> None:
    account = one(marts, WITH_ALL)
    story, text = json.loads(said(account, "--format", "json")), said(account)
    titles = ("Movements", "Reserved at sales", "PoCs", "Milestones", "Open requests")
    places = [text.index(f"\n{title}") for title in (*titles, "Next: ")]
    assert places == sorted(places)
    assert f"({account})" in text.splitlines()[0]
    assert f"Next: {story['next']['next_step']}\n" in text
    for row in story["reservations"]:
        assert row["reserved_expansion_id"] in text
    last = Decimal(story["mrr"][-1]["mrr"])
    assert f"MRR {last:,.0f} in 2026-03" in text
    assert "new business of" in text


def test_nothing_but_mrr(
    marts: duckdb.DuckDBPyConnection, said: Callable[..., str]
) -> None:
    account = one(marts, WITHOUT_CRM)
    story, text = json.loads(said(account, "--format", "json")), said(account)
    empty = {name for name, rows in story.items() if rows == []}
    assert empty >= {"reservations", "pocs", "events", "open_requests"}
    assert "Movements" in text
    assert "PoCs" not in text


def test_nothing_but_crm_rows(
    marts: duckdb.DuckDBPyConnection, said: Callable[..., str]
) -> None:
    account = one(marts, WITHOUT_MRR)
    story, text = json.loads(said(account, "--format", "json")), said(account)
    assert story["mrr"] == story["movements"] == []
    assert story["next"] is None
    assert "It has never had MRR." in text
    assert story["pocs"][0]["poc_id"] in text
    assert "Next:" not in text


def test_every_account_has_a_story(
    marts: duckdb.DuckDBPyConnection, published_sample: Path
) -> None:
    """None fails in words, and those with issues show them."""
    from rich.console import Console

    from nrr.account import story
    from nrr.account_words import tell
    from nrr.reading import open_published

    accounts = marts.execute("select account_id from dim_accounts").fetchall()
    with open_published(published_sample) as connection:
        for (account,) in accounts:
            told = story(connection, account)
            console = Console(width=400, highlight=False)
            with console.capture() as captured:
                tell(console, told)
            assert account in captured.get()
            assert bool(told["issues"]) == ("Contradictions" in captured.get())


def test_merged_account_names_its_survivor(
    nrr: Nrr, published_sample: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    merged, survivor = marts.execute("from dim_account_aliases").fetchall()[0]
    done = nrr("account", merged, "--warehouse", published_sample)
    assert done.returncode == 2
    told = f"nrr: {merged} is counted under {survivor}: nrr account {survivor}\n"
    assert done.stderr == told


@pytest.mark.parametrize(
    ("account", "hint"),
    [
        ("a00001", "did you mean A00001 ("),
        ("A0026", "did you mean A00026 ("),
        ("nobody at all", "no id or name is like it."),
    ],
)
def test_unknown_account(
    nrr: Nrr, published_sample: Path, account: str, hint: str
) -> None:
    """Exit code 2, one sentence, and what may have been meant."""
    done = nrr("account", account, "--warehouse", published_sample)
    assert done.returncode == 2
    assert f"There is no account {account} in the published version; {hint}" in (
        done.stderr
    )


def test_name_is_found(
    nrr: Nrr, published_sample: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    account, name = marts.execute(
        "select account_id, account_name from dim_accounts where account_id like 'A0%'"
    ).fetchall()[0]
    done = nrr("account", name, "--warehouse", published_sample)
    assert f"did you mean {account} ({name})" in done.stderr


def test_a_story_is_no_csv(nrr: Nrr, published_sample: Path) -> None:
    done = nrr("account", "A00001", "--format", "csv", "--warehouse", published_sample)
    assert done.returncode == 2
    assert "use table or json" in done.stderr


def test_bars() -> None:
    """As high as their share of the highest; what is nothing is blank."""
    assert bars([Decimal(n) for n in (0, 1, 400, 500, 800)]) == " ▁▄▅█"
    assert bars([Decimal(0), Decimal(0)]) == "  "
